using System.Collections.Immutable;
using Titer.Core;
using Titer.Field.Simulated.Downstream;

namespace Titer.Field.Simulated;

/// <summary>
/// The simulated line for mRNA: a <see cref="SimulatedTranscription"/> whose vessel a transfer pump empties into a <see cref="SimulatedDownstream"/>.
/// It knows no recipe: contents move by what pumps are told. The chips of the reactor are read until its vessel is empty, its skid always.
/// </summary>
public sealed class SimulatedLine(SimulatedTranscription reactor, SimulatedDownstream downstream, DateTimeOffset start, IReadOnlyList<Fault> faults)
    : ISimulatedField
{
    /// <summary>What can go wrong on the whole line, each with how long it lasts when nobody says, h.</summary>
    public static readonly ImmutableSortedDictionary<string, double> Faults = SimulatedTranscription.Faults.AddRange(new Dictionary<string, double>
    {
        ["membrane-fouled"] = 1,
        ["diafiltration-pump-stuck"] = 0.25,
        ["permeate-balance-lost"] = 0.5,
        ["skid-load-cells-lost"] = 0.25,
        ["uv-lamp"] = 1,
    });

    private readonly FaultPlan _faults = new(faults);
    private readonly double[] _content = new double[Processes.Downstream.TangentialFlowState.Count];
    private double _hours;
    private double _transfer;

    public SimulatedTranscription Reactor => reactor;

    public SimulatedDownstream Downstream => downstream;

    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        double from = _hours, to = (now - start).TotalHours, hours = to - from;
        if (hours > 0)
        {
            double litres = reactor.Draw(now, _transfer * hours, _content);
            downstream.Receive(litres, _content);
            downstream.Advance(hours, _faults.IsActive("membrane-fouled", from), _faults.IsActive("diafiltration-pump-stuck", from));
            _hours = to;
        }
        reactor.Read(now, frames);
        List<string> lost = [];
        if (_faults.IsActive("permeate-balance-lost", to)) lost.Add("balance");
        if (_faults.IsActive("skid-load-cells-lost", to)) lost.Add("loadcell");
        if (_faults.IsActive("uv-lamp", to)) lost.Add("uv");
        downstream.Read(now, frames, [.. lost]);
        return true;
    }

    public void Inject(DateTimeOffset now, string fault, double? hours)
    {
        double lasts = hours ?? Faults[fault];
        _faults.Add(new Fault(fault, (now - start).TotalHours, lasts));
        reactor.Inject(now, fault, lasts);
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands)
    {
        List<Command> ofReactor = [];
        foreach (Command command in commands)
        {
            if (command.Actuator.Name == "transfer-pump") _transfer = command.Value;
            else if (!downstream.Tell(command.Actuator, command.Value)) ofReactor.Add(command);
        }
        reactor.Act(now, ofReactor);
    }
}
