using Titer.Batch.Charts;

namespace Titer.Batch.Tests.Charts;

public class SequenceChartTests
{
    private const int Cases = 60;

    private static SequenceChart ChartOf(Recipe recipe) => SequenceChart.Of(recipe, new PlainWords());

    [Fact]
    public void No_two_boxes_of_a_chart_overlap_and_all_lie_on_the_drawing() => GeneratedRecipes.All.ForAll(Cases, recipe =>
    {
        SequenceChart chart = ChartOf(recipe);
        (string Of, ChartBox Box)[] boxes =
        [
            .. chart.Steps.Select(s => (s.Id, s.Box)), .. chart.Steps.SelectMany(s => s.Actions.Select(a => ($"action of {s.Id}", a.Text.Box))),
            .. chart.Transitions.Select(t => (t.Id, t.Text.Box)), .. chart.Frames.Select(f => ($"title {f.Name.Lines[0]}", f.Name.Box)),
        ];
        for (int i = 0; i < boxes.Length; i++)
        {
            Assert.True(Inside(boxes[i].Box, new ChartBox(0, 0, chart.Width, chart.Height)), $"{boxes[i].Of} is off the drawing");
            for (int k = 0; k < i; k++) Assert.False(Overlap(boxes[i].Box, boxes[k].Box), $"{boxes[i].Of} overlaps {boxes[k].Of}");
        }
    });

    [Fact]
    public void Frames_hold_their_steps_whole_and_part_or_lie_within_each_other() => GeneratedRecipes.All.ForAll(Cases, recipe =>
    {
        SequenceChart chart = ChartOf(recipe);
        Assert.Equal(recipe.Procedure.Sum(u => 1 + u.Operations.Length), chart.Frames.Length);
        foreach (ChartFrame frame in chart.Frames)
        {
            Assert.True(Inside(frame.Box, new ChartBox(0, 0, chart.Width, chart.Height)));
            foreach (ChartStep step in chart.Steps)
            {
                Assert.True(Inside(step.Box, frame.Box) || !Overlap(step.Box, frame.Box), $"{step.Id} is cut by {frame.Name.Lines[0]}");
            }
            foreach (ChartFrame other in chart.Frames)
                Assert.True(Inside(frame.Box, other.Box) || Inside(other.Box, frame.Box) || !Overlap(frame.Box, other.Box));
        }
    });

    [Fact]
    public void Steps_come_in_the_order_of_the_recipe_from_top_to_bottom() => GeneratedRecipes.All.ForAll(Cases, recipe =>
    {
        SequenceChart chart = ChartOf(recipe);
        ChartStep[] phases = [.. chart.Steps.Where(s => s.Kind == ChartStepKind.Phase)];
        Assert.Equal(Enumerable.Range(0, recipe.Phases.Length), phases.Select(s => s.Phase));
        for (int i = 0; i < phases.Length; i++)
        {
            Assert.Equal(string.Concat(recipe.Phases[i].Phase.Name.Where(c => !char.IsWhiteSpace(c))),
                string.Concat(phases[i].Name.Lines).Replace(" ", "", StringComparison.Ordinal));
            if (i > 0) Assert.True(phases[i].Box.Y > phases[i - 1].Box.Bottom);
        }
        Assert.Equal(ChartStepKind.Initial, chart.Steps[0].Kind);
        Assert.Equal(ChartStepKind.Final, chart.Steps[^1].Kind);
    });

    [Fact]
    public void Every_link_runs_from_a_step_to_a_transition_or_back_and_ends_on_both() => GeneratedRecipes.All.ForAll(Cases, recipe =>
    {
        SequenceChart chart = ChartOf(recipe);
        Dictionary<string, ChartStep> steps = chart.Steps.ToDictionary(s => s.Id);
        Dictionary<string, ChartTransition> bars = chart.Transitions.ToDictionary(t => t.Id);
        Assert.Empty(steps.Keys.Intersect(bars.Keys));
        foreach (ChartLink link in chart.Links)
        {
            Assert.True(steps.ContainsKey(link.From) ? bars.ContainsKey(link.To) : bars.ContainsKey(link.From) && steps.ContainsKey(link.To));
            Assert.Equal(steps.TryGetValue(link.From, out ChartStep? from) ? new ChartPoint(from.Box.MiddleX, from.Box.Bottom) : bars[link.From].At, link.Points[0]);
            Assert.Equal(steps.TryGetValue(link.To, out ChartStep? to) ? new ChartPoint(to.Box.MiddleX, to.Box.Y) : bars[link.To].At, link.Points[^1]);
            Assert.All(link.Points.Zip(link.Points.Skip(1)), ends => Assert.True(ends.First.X == ends.Second.X || ends.First.Y == ends.Second.Y));
            Assert.Equal(link.Back, link.Points.Zip(link.Points.Skip(1)).Any(ends => ends.Second.Y < ends.First.Y));
        }
        Assert.All(chart.Transitions, bar => Assert.Single(chart.Links, l => l.To == bar.Id));
        Assert.All(chart.Transitions, bar => Assert.Single(chart.Links, l => l.From == bar.Id));
        Assert.All(chart.Steps, step => Assert.True(chart.Links.Any(l => l.To == step.Id) && chart.Links.Any(l => l.From == step.Id)));
    });

    [Fact]
    public void No_link_crosses_a_step_an_action_or_a_text() => GeneratedRecipes.All.ForAll(Cases, recipe =>
    {
        SequenceChart chart = ChartOf(recipe);
        ChartBox[] boxes = [.. chart.Steps.Select(s => s.Box), .. chart.Steps.SelectMany(s => s.Actions.Select(a => a.Text.Box)),
            .. chart.Transitions.Select(t => t.Text.Box), .. chart.Frames.Select(f => f.Name.Box)];
        foreach (ChartLink link in chart.Links)
            foreach ((ChartPoint a, ChartPoint b) in link.Points.Zip(link.Points.Skip(1)))
            {
                var line = new ChartBox(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
                Assert.All(boxes, box => Assert.False(Overlap(line, box), $"{link.From} to {link.To} crosses {box}"));
            }
    });

    [Fact]
    public void A_chart_is_a_function_of_its_recipe() => GeneratedRecipes.Text.ForAll(10, text =>
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ChartOf(Sample.Read(text))), System.Text.Json.JsonSerializer.Serialize(ChartOf(Sample.Read(text)))));

    [Fact]
    public void A_timeout_that_holds_leads_to_a_held_step_and_by_restart_back_to_its_phase()
    {
        SequenceChart chart = ChartOf(Sample.Read());
        Assert.Equal(["phase-0", "held-0"], chart.Steps.Where(s => s.Phase == 0).Select(s => s.Id));
        Assert.Contains(chart.Links, l => l is { From: "phase-0", To: "timeout-0", Back: false });
        Assert.Contains(chart.Links, l => l is { From: "timeout-0", To: "held-0", Back: false });
        Assert.Contains(chart.Links, l => l is { From: "restart-0", To: "phase-0", Back: true });
    }

    [Fact]
    public void A_timeout_that_continues_is_an_alternative_to_the_condition_and_one_that_alarms_is_none()
    {
        SequenceChart chart = ChartOf(Sample.Read(Sample.RecipeText.Replace("on-timeout: hold", "on-timeout: continue")));
        Assert.Equal(["until-0", "timeout-0"], chart.Links.Where(l => l.From == "phase-0").Select(l => l.To));
        Assert.Equal(["until-0", "timeout-0"], chart.Links.Where(l => l.To == "phase-1").Select(l => l.From));
        Assert.Single(chart.Links, l => l.From == "phase-1");
        Assert.Contains(chart.Steps.Single(s => s.Id == "phase-1").Actions, a => a.Qualifier == "D");
    }

    [Fact]
    public void Set_points_are_stored_actions_and_switching_off_resets()
    {
        SequenceChart chart = ChartOf(Shipped.Predictive);
        Assert.Equal(["S", "S", "S", "R", "D"], chart.Steps.Single(s => s.Id == "phase-0").Actions.Select(a => a.Qualifier));
        Assert.Equal(["S", "N"], chart.Steps.Single(s => s.Id == "phase-2").Actions.Select(a => a.Qualifier));
    }

    [Theory]
    [InlineData(ProcedureState.Idle, -1, "C....")]
    [InlineData(ProcedureState.Running, 0, "EC...")]
    [InlineData(ProcedureState.Held, 0, "EHH..")]
    [InlineData(ProcedureState.Running, 1, "EE.C.")]
    [InlineData(ProcedureState.Complete, -1, "EE.EC")]
    [InlineData(ProcedureState.Aborted, -1, "E....")]
    public void Progress_tells_current_held_ended_and_pending_steps_apart(ProcedureState state, int phase, string expected)
    {
        SequenceChart chart = ChartOf(Sample.Read());
        var progress = new ChartProgress(state, phase);
        Assert.Equal(expected, string.Concat(chart.Steps.Select(s => progress.Of(s) switch
        {
            StepProgress.Current => 'C',
            StepProgress.Held => 'H',
            StepProgress.Ended => s.Kind == ChartStepKind.Held ? '.' : 'E',
            _ => '.',
        })));
    }

    private static bool Overlap(ChartBox a, ChartBox b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;

    private static bool Inside(ChartBox a, ChartBox b) => a.X >= b.X && a.Y >= b.Y && a.Right <= b.Right && a.Bottom <= b.Bottom;
}
