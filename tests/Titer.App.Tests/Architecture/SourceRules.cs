using System.Text;
using System.Text.RegularExpressions;

namespace Titer.App.Tests.Architecture;

/// <summary>What no source file of src may contain: clocks, sleeps and randomness that a replay could not repeat.</summary>
internal static partial class SourceRules
{
    /// <summary>The violations in a file, each with its line.</summary>
    public static IEnumerable<string> Violations(string name, string source)
    {
        string[] lines = Code(source).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (Match match in Forbidden().Matches(lines[i])) yield return $"{name}:{i + 1}: {match.Value}";
            // The command line prints how long people waited; nothing else may look at the machine's clock.
            if (!name.StartsWith("Titer.App/", StringComparison.Ordinal) && lines[i].Contains("Stopwatch", StringComparison.Ordinal)) yield return $"{name}:{i + 1}: Stopwatch";
        }
        foreach (Match match in Delay().Matches(Code(source)))
            if (!match.Groups[1].Value.Contains("TimeProvider", StringComparison.OrdinalIgnoreCase)) yield return $"{name}: Task.Delay without TimeProvider";
    }

    /// <summary>The source without comments; strings and line breaks stay.</summary>
    private static string Code(string source)
    {
        var code = new StringBuilder();
        bool text = false;
        for (int i = 0; i < source.Length; i++)
        {
            char c = source[i], next = i + 1 < source.Length ? source[i + 1] : '\0';
            if (text && c == '\\')
            {
                code.Append(c).Append(next);
                i++;
                continue;
            }
            if (c == '\'' && !text && CharacterLiteral().Match(source, i) is { Success: true } literal)
            {
                code.Append(literal.Value);
                i += literal.Length - 1;
                continue;
            }
            if (c is '"' or '\n') text = c == '"' && !text;
            if (!text && c == '/' && next == '/') i = (source.IndexOf('\n', i) is >= 0 and int end ? end : source.Length) - 1;
            else if (!text && c == '/' && next == '*')
            {
                int close = source.IndexOf("*/", i + 2, StringComparison.Ordinal);
                close = close < 0 ? source.Length : close + 2;
                code.Append('\n', source[i..close].Count(l => l == '\n'));
                i = close - 1;
            }
            else code.Append(c);
        }
        return code.ToString();
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bThread\s*\.\s*Sleep\b|\bnew\s+(System\.)?Random\b|\bRandom\s+\w+\s*=\s*new\b|\bRandom\s*\.\s*Shared\b|\bGuid\s*\.\s*NewGuid\b|\bEnvironment\s*\.\s*TickCount(64)?\b")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\bTask\s*\.\s*Delay\s*\(([^;]*);")]
    private static partial Regex Delay();

    [GeneratedRegex(@"\G'(\\.[^']*|[^'\\])'")]
    private static partial Regex CharacterLiteral();
}
