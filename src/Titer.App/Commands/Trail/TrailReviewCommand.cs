using System.CommandLine;
using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Trail;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Trail;

/// <summary><c>titer trail review</c>: a person of quality signs that a range of the trail was reviewed.</summary>
internal static class TrailReviewCommand
{
    public static Command Create()
    {
        Option<string?> site = SiteOption.Create(), user = Credentials.User();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        (Option<string?> from, Option<string?> to) = TrailCommand.Range();
        (from.Required, to.Required) = (true, true);
        var comment = new Option<string>("--comment") { Description = "What was found, in your own words.", DefaultValueFactory = _ => "" };
        var command = new Command("review", "Sign that a range of the audit trail was reviewed.") { from, to, comment, user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            (DateTimeOffset begin, DateTimeOffset end) = (TrailQuery.Moment(parsed.GetValue(from), "--from")!.Value,
                TrailQuery.Moment(parsed.GetValue(to), "--to")!.Value);
            TrailReview review;
            using (IRecord trail = at.Settings.Trail.Open()) review = TrailReview.Of(trail, $"{at.Settings.Trail}", begin, end, at.Clock.GetUtcNow());
            Console.WriteLine($"The range holds {review.Events} events, entries {review.First} to {review.Last}; signed is {review.Digest}.");
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), "signature");
            long entry = review.Sign(at, who, parsed.GetValue(comment)!);
            Console.WriteLine($"{who.Person.Name} signed it as reviewed: entry {entry} of the trail.");
            return 0;
        });
        return command;
    }
}
