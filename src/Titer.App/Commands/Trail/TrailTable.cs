using System.Text;
using Titer.App.Trail;

namespace Titer.App.Commands.Trail;

/// <summary>A line of a trail on the terminal. All text may come from people and is shown with what would move the cursor made visible.</summary>
internal static class TrailTable
{
    public static string Of(TrailLine line)
    {
        var text = new StringBuilder($"{line.Number,7}  {line.Event.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}  ");
        text.Append($"{Visible.Of(line.Event.Code),-24} {Visible.Of(line.Who),-24} {Visible.Of(line.Event.Message)}");
        if (line.What.Length > 0) text.Append($"\n{"",9}what: {Visible.Of(line.What)}");
        if (line.Old.Length + line.New.Length > 0) text.Append($"\n{"",9}old: {Visible.Of(line.Old)}\n{"",9}new: {Visible.Of(line.New)}");
        if (line.Reason.Length > 0) text.Append($"\n{"",9}reason: {Visible.Of(line.Reason)}");
        return text.ToString();
    }
}
