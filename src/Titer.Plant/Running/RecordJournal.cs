using Titer.Core;
using Titer.Plant.Loop;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>
/// Writes every arrow of a tick to the record and makes whole ticks durable: a killed process leaves a record that ends between
/// two ticks.
/// </summary>
/// <param name="ticksPerCommit">1 in real time; more in accelerated simulation, where an hour is milliseconds.</param>
public sealed class RecordJournal(IRecord record, int ticksPerCommit) : IJournal
{
    private int _uncommitted;

    public void Write(LoopTick tick)
    {
        foreach (Frame frame in tick.Frames) record.Append(tick.Now, frame);
        foreach (Measurement measurement in tick.Measurements) record.Append(tick.Now, measurement);
        foreach (Estimate estimate in tick.Estimates) record.Append(tick.Now, estimate);
        foreach (Decision decision in tick.Decisions) record.Append(tick.Now, decision);
        foreach (Command command in tick.Commands) record.Append(tick.Now, command);
        foreach (Event happened in tick.Events) record.Append(tick.Now, happened);
        if (++_uncommitted < ticksPerCommit) return;
        record.Commit();
        _uncommitted = 0;
    }
}
