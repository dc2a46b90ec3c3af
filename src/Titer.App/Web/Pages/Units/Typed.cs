using System.Globalization;
using Titer.Batch;
using Titer.Core;

namespace Titer.App.Web.Pages.Units;

/// <summary>What a person typed or chose at a page, which may be anything at all.</summary>
internal static class Typed
{
    /// <exception cref="InputException">It is none.</exception>
    public static double Number(string text) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value : throw new InputException($"'{Visible.Of(text)}' is not a number.");

    /// <exception cref="InputException">There is no such command.</exception>
    public static ProcedureCommand Command(string name) =>
        Enum.TryParse(name, out ProcedureCommand command) && Enum.IsDefined(command) ? command : throw new InputException($"There is no command '{Visible.Of(name)}'.");

    /// <exception cref="InputException">There is no such intervention, or it is not whole.</exception>
    public static Intervention Intervention(string kind, string target, string value) => kind switch
    {
        "Hand" => new TakeByHand(TagOf(target), Number(value)),
        "Automatic" => new GiveBack(TagOf(target)),
        "SetPoint" => new ChangeSetPoint(TagOf(target), Number(value)),
        "Fault" when target.Length > 0 => new InjectFault(target),
        _ => throw new InputException("Choose what is meant."),
    };

    private static Tag TagOf(string text)
    {
        try
        {
            return new Tag(text);
        }
        catch (ArgumentException)
        {
            throw new InputException("Choose what is meant.");
        }
    }
}
