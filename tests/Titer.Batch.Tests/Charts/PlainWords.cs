using Titer.Batch.Charts;

namespace Titer.Batch.Tests.Charts;

internal sealed class PlainWords : IChartWords
{
    public string FollowsStrategy => "strategy";

    public string Name(string written) => written;

    public string State(ProcedureState state) => $"{state}";

    public string Command(ProcedureCommand command) => $"{command}";

    public string Condition(Condition condition) => $"{condition}";

    public string SetPoint(SetPoint setPoint) => $"{setPoint.Tag} {setPoint.To}";

    public string TimeoutPassed(TimeSpan after) => $"elapsed >= {after}";

    public string TimeoutAlarm(TimeSpan after) => $"alarm after {after}";
}
