using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Blocks are read by the Python program of docs/record.md, which has nothing of Titer and nothing but Python itself.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_program_of_the_documentation_reads_every_measurement_bit_for_bit()
    {
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("Python is not installed");
        string documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "record.md"));
        string program = documentation.Split("```python\n").Single(p => p.Contains("def block(", StringComparison.Ordinal)).Split("\n```")[0];
        File.WriteAllText(_folder["block.py"], program);
        var written = new List<Measurement>();
        using (SqliteRecord record = SqliteRecord.Create(_folder["record.db"]))
        {
            BlockGen.Block.ForAll(40, block =>
            {
                record.Append(block[0].Time, block.AsSpan());
                record.Append(block[0].Time, block.AsSpan(0, 1)); // refers to the table before
                written.AddRange([.. block, block[0]]);
            });
            record.Commit();
        }
        var start = new ProcessStartInfo("/usr/bin/python3", ["block.py", "record.db"]) { RedirectStandardOutput = true, WorkingDirectory = _folder.Path };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process python = Process.Start(start)!;
        string[] lines = python.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
        python.WaitForExit();
        Assert.Equal((0, written.Count), (python.ExitCode, lines.Length));
        for (int i = 0; i < lines.Length; i++) Assert.Equal(Line(written[i]), Parsed(lines[i]));
    }

    private static string Line(Measurement m) => string.Create(CultureInfo.InvariantCulture,
        $"{m.Tag}|{m.Time.UtcTicks}|{Hex(m.Value)}|{m.Unit.Code}|{Hex(m.StandardUncertainty)}|{m.Quality.Status}|{m.Quality.Reason}|{m.Source}|{m.Sequence}");

    private static string Hex(double value) => Convert.ToHexStringLower(BitConverter.GetBytes(value));

    // Half a surrogate pair is escaped in JSON, and only its raw text has it.
    private static string Parsed(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return string.Join('|', document.RootElement.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? e.GetRawText() : Unescaped(e.GetRawText())));
    }

    private static string Unescaped(string raw) => System.Text.RegularExpressions.Regex.Replace(raw[1..^1], @"\\(u([0-9a-f]{4})|.)", m => m.Groups[2].Success
        ? ((char)int.Parse(m.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
        : m.Value[1] switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", var c => c.ToString() });
}
