using System.Collections.Immutable;

namespace Titer.App.Laboratory.Forms;

public enum FieldKind { Text, Number, Choice, Switch, File, Files }

/// <summary>An option of a command as a field of a form.</summary>
/// <param name="Name">As on the command line, such as <c>--area</c>; a file that is no option is <c>FILE</c>.</param>
/// <param name="Usual">Value when nothing is entered.</param>
/// <param name="Unit">Of a number; empty where the value is written with its unit.</param>
public sealed record FormField(string Name, FieldKind Kind, string Usual = "", string Unit = "", bool Needed = false)
{
    public ImmutableArray<string> Choices { get; init; } = [];

    public bool IsFile => Kind is FieldKind.File or FieldKind.Files;

    public static FormField File(string name, bool needed = true) => new(name, FieldKind.File, Needed: needed);

    public static FormField Files(string name) => new(name, FieldKind.Files, Needed: true);
}
