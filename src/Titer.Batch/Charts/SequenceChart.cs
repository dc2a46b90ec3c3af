using System.Collections.Immutable;

namespace Titer.Batch.Charts;

/// <summary>
/// A recipe as a sequential function chart in the manner of IEC 61131-3 (6.7) and IEC 60848, with the frames of a procedure function chart (IEC 61512-2, 6):
/// steps and transitions take turns along every path. Lengths are pixels of a drawing that is scaled as a whole; y grows downwards. Immutable.
/// </summary>
/// <param name="Steps">In the order of the recipe, each held step after the phase that it belongs to.</param>
public sealed record SequenceChart(
    double Width, double Height, ImmutableArray<ChartStep> Steps, ImmutableArray<ChartTransition> Transitions, ImmutableArray<ChartLink> Links,
    ImmutableArray<ChartFrame> Frames)
{
    /// <summary>Lays a recipe out; the same recipe and words give the same chart.</summary>
    public static SequenceChart Of(Recipe recipe, IChartWords words) => new ChartLayout(recipe, words).Chart();
}

public readonly record struct ChartPoint(double X, double Y);

public readonly record struct ChartBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + Width / 2;
}

/// <summary>Text that is broken into lines where it is too long for its place.</summary>
public sealed record ChartText(ImmutableArray<string> Lines, ChartBox Box);

public enum ChartStepKind
{
    /// <summary>The batch is idle: the initial step, drawn with a double frame.</summary>
    Initial,
    Phase,
    /// <summary>The batch is held because a phase has passed its timeout.</summary>
    Held,
    /// <summary>The batch is complete.</summary>
    Final,
}

/// <param name="Id">Unique in the chart; letters, digits and '-'.</param>
/// <param name="Phase">Index into <see cref="Recipe.Phases"/> of the phase that it is or belongs to; -1 for none.</param>
public sealed record ChartStep(string Id, ChartStepKind Kind, int Phase, ChartText Name, ImmutableArray<ChartAction> Actions)
{
    public ChartBox Box => Name.Box;
}

/// <summary>An action block beside a step.</summary>
/// <param name="Qualifier">IEC 61131-3, table 58: <c>S</c> set and stored, <c>R</c> reset, <c>N</c> while the step is active, <c>D</c> delayed.</param>
public sealed record ChartAction(string Qualifier, ChartText Text);

public enum ChartTransitionKind
{
    /// <summary>The recipe's condition.</summary>
    Condition,
    /// <summary>The phase has passed its timeout.</summary>
    Timeout,
    /// <summary>A person gives a command.</summary>
    Command,
}

/// <summary>A bar across a link, with its condition in words.</summary>
/// <param name="At">Middle of the bar.</param>
public sealed record ChartTransition(string Id, ChartTransitionKind Kind, int Phase, ChartPoint At, ChartText Text);

/// <summary>A line from a step to a transition, or from a transition to a step.</summary>
/// <param name="Back">It leads back up, and is drawn with an arrow head (IEC 60848, rule 9).</param>
public sealed record ChartLink(string From, string To, bool Back, ImmutableArray<ChartPoint> Points);

/// <summary>An operation around its phases, or a unit procedure around its operations.</summary>
public sealed record ChartFrame(bool IsUnitProcedure, ChartText Name, ChartBox Box);
