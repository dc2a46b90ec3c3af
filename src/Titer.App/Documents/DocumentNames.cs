using Titer.Plant.Running;
using Titer.Records.Versions;

namespace Titer.App.Documents;

/// <summary>What a site calls the parts of a run when nobody says otherwise.</summary>
internal static class DocumentNames
{
    /// <summary>By their files; a calibration by its kind of unit, a model also by the recipe whose formula gives its parameters.</summary>
    public static string Of(DocumentKind kind, string name, RunHeader header) => kind switch
    {
        DocumentKind.Calibration => Plain($"raman.{header.Kind.Name}"),
        DocumentKind.Model => Plain($"{name}.{Path.GetFileNameWithoutExtension(header.Files[0].Name)}"),
        _ => OfFile(name),
    };

    public static string OfFile(string file) => Plain(Path.GetFileNameWithoutExtension(file));

    private static string Plain(string name)
    {
        string plain = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('-', '_', '.');
        return plain[..Math.Min(plain.Length, DocumentRules.LongestName)];
    }
}
