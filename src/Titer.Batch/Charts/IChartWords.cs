namespace Titer.Batch.Charts;

/// <summary>What a chart says, in the language of who looks at it.</summary>
public interface IChartWords
{
    /// <summary>A name that the recipe gives, as it may be shown.</summary>
    string Name(string written);

    string State(ProcedureState state);

    string Command(ProcedureCommand command);

    string Condition(Condition condition);

    /// <summary>What a phase sets, without its qualifier.</summary>
    string SetPoint(SetPoint setPoint);

    /// <summary>The strategy decides while the phase is active.</summary>
    string FollowsStrategy { get; }

    /// <summary>The timeout as a condition: so long in the phase.</summary>
    string TimeoutPassed(TimeSpan after);

    /// <summary>The alarm that a timeout raises.</summary>
    string TimeoutAlarm(TimeSpan after);
}
