using Titer.Control.Monitoring;
using Titer.Plant.Loop;

namespace Titer.Plant.Monitoring;

/// <summary>Measurements of all cultures to filtered values, rates and detections.</summary>
public sealed class CultureStage(CultureBank bank) : IStage
{
    public CultureBank Bank => bank;

    public void Run(LoopTick tick)
    {
        bank.Update(tick.Now, tick.Measurements, tick.Estimates, tick.Events);
        if (tick.EndOfData) bank.Finish(tick.Now, tick.Events);
    }
}
