using Titer.Control.Monitoring;
using Titer.Core;

namespace Titer.Control.Tests.Monitoring;

/// <summary>
/// The 48 pulse-fed cultures of the reference run (von den Eichen et al. 2022, Control of Parallelized Bioreactors II): first feed a
/// quarter of an hour after the start, and by the authors no rise of oxygen between the feeds of about the first hour.
/// </summary>
public sealed class ReferenceRunTests
{
    [Fact]
    public void First_uptake_and_first_exhaustion_of_every_living_chip_lie_where_the_authors_saw_them()
    {
        var bank = new CultureBank();
        var estimates = new List<Estimate>();
        var events = new List<Event>();
        DateTimeOffset time = default;
        foreach (IGrouping<string, string[]> readOut in Rows().GroupBy(r => r[0]))
        {
            time = DateTimeOffset.Parse(readOut.Key);
            DateTimeOffset now = time;
            bank.Update(time, [.. readOut.Select(r => new Measurement(new($"culture-{int.Parse(r[2]):00}/DO"), now, double.Parse(r[1]), Unit.Percent, 1.1,
                double.Parse(r[1]) < 20 && bank.CommonFalls == 0 ? Quality.FunctionCheck("start-up") : r[1] == "0" ? Quality.Failure("zero") : Quality.Good, "o2", 0))], estimates, events);
        }
        bank.Finish(time, events);
        CultureMonitor[] living = [.. bank.Cultures.Where(c => c.Name != "culture-42")];
        Assert.Equal(47, living.Length);
        Assert.All(living, c => Assert.InRange(c.LagEnd!.Value.Hours, 0.2, 0.6));
        Assert.All(living, c => Assert.InRange(c.Exhausted!.Value.Hours, 0.6, 1.4));
        Assert.Contains("cannot be told", bank.Cultures.Single(c => c.Name == "culture-42").LagEndMissing, StringComparison.Ordinal);
        Assert.InRange(bank.CommonFalls, 50, 110); // at most a feed each ten minutes for 18 h
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(Repository.SharedData("presens"), "o2.csv")).Skip(1).Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(','));
}
