namespace Titer.Control.Estimators.Faults;

/// <summary>The bank's recent past, at the times when explanations began; late results and repairs go back to one of them.</summary>
internal sealed class BankHistory(int states, int capacity, TimeSpan memory)
{
    private readonly List<Moment> _moments = [];
    private readonly Stack<Moment> _spare = [];

    public void Add(DateTimeOffset now, SignatureBank bank, List<Monitored> sensors)
    {
        while (_moments.Count > 1 && now - _moments[1].Time >= memory)
        {
            _spare.Push(_moments[0]);
            _moments.RemoveAt(0);
        }
        Moment moment = _spare.Count > 0 ? _spare.Pop() : new Moment(new SignatureBank(states, capacity));
        moment.Time = now;
        bank.CopyTo(moment.Bank);
        moment.Sensors.Clear();
        foreach (Monitored sensor in sensors) moment.Sensors.Add((sensor.Onsets, sensor.ReadSinceOnset));
        _moments.Add(moment);
    }

    /// <summary>Puts the bank back to the last moment at or before a time, the oldest when there is none, and forgets what came after.</summary>
    public DateTimeOffset Rewind(DateTimeOffset time, SignatureBank bank, List<Monitored> sensors)
    {
        while (_moments.Count > 1 && _moments[^1].Time > time) Forget();
        Moment moment = _moments[^1];
        moment.Bank.CopyTo(bank);
        for (int s = 0; s < sensors.Count; s++)
            (sensors[s].Onsets, sensors[s].ReadSinceOnset) = s < moment.Sensors.Count ? moment.Sensors[s] : (0, false);
        return moment.Time;
    }

    /// <summary>Forgets all moments from a time on.</summary>
    public void Drop(DateTimeOffset from)
    {
        while (_moments.Count > 0 && _moments[^1].Time >= from) Forget();
    }

    private void Forget()
    {
        _spare.Push(_moments[^1]);
        _moments.RemoveAt(_moments.Count - 1);
    }

    private sealed class Moment(SignatureBank bank)
    {
        public DateTimeOffset Time;
        public readonly SignatureBank Bank = bank;
        public readonly List<(int Onsets, bool ReadSinceOnset)> Sensors = [];
    }
}
