using System.Net;
using System.Text;
using System.Text.Json;
using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Signatures;

namespace Titer.Records.Tests;

public sealed class BatchRecordTests : IDisposable
{
    private static readonly Person Quality = new("id-rut", "Rut Berg");

    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void It_says_what_was_made_by_whom_from_what_and_how_it_ended()
    {
        ReportDocument document = _batch.Write(more: (3, TestBatch.Of(0, EventKind.Operator, "confirm.accepted", "Confirmed.", ("question", "Inoculum added")).By(TestBatch.Ada))).Record().Document;
        string text = Pages.Text(document);
        foreach (string said in (string[])
            [
                "Product\nAntigen of the test", "Batch\n20260302-", "Recipe version\n1.2.3", "Equipment\nVessel 7 (bioreactor)", "Start\n2026-03-02 06:00:00 UTC",
                "End\n2026-03-03 02:00:00 UTC", "Started by\nAda Lovelace (7d1f)", "initial-glucose\n20\nmM\n5\n40\nat inoculation", "Final titre\n5.4 g/L",
                "Fed-batch\nGrowth\n2026-03-02 06:00:00\n2026-03-02 18:00:00\n12.00\n13.00\nVCD >= 9\nVCD 9.1 >= 9", "Inoculum added", "Ada Lovelace\n7d1f\n2\n",
                "raman\n120\n0\n2026-03-02 06:00:00\n2026-03-03 01:50:00\ncounts", $"calibration raman\n{ContentHash.Of("raman")}", $"ukf\n{ContentHash.Of("model")}",
                "This record holds no signature.", "Every entry is sound",
            ])
            Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes_and_another_entry_other_ones()
    {
        _batch.Write();
        BatchRecord first = _batch.Record(), second = _batch.Record();
        Assert.Equal(first.Json, second.Json);
        Assert.Equal(ContentHash.Of(first.Json), first.Hash);
        Assert.Equal(HtmlForm.Bytes(first.Document), HtmlForm.Bytes(second.Document));
        Assert.Equal(PdfForm.Bytes(first.Document), PdfForm.Bytes(second.Document));
        Assert.NotEqual(first.Hash, _batch.Record(upto: 100).Hash);
    }

    [Fact]
    public void What_was_signed_can_be_shown_again_after_the_signature()
    {
        _batch.Write();
        string signed = _batch.Record().Hash;
        long upto;
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(_batch[""], _batch.Signer()), "batch", RecordConformance.SignedRun.Clock))
        {
            upto = signing.Record.Count;
            signing.Give(Quality, ["quality"], SignatureMeaning.Reviewed, "as planned", signed);
        }
        Assert.Equal(signed, _batch.Record(upto).Hash);
        BatchRecord now = _batch.Record();
        Assert.NotEqual(signed, now.Hash);
        Assert.Contains($"Rut Berg (id-rut)\nquality\nreviewed\nas planned\n{upto}\n{signed}", Pages.Text(now.Document), StringComparison.Ordinal);
        Assert.Contains("5.4 g/L", Pages.Text(now.Document), StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_forms_say_the_same()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        BatchRecord record = _batch.Write(glucose: k => k is >= 60 and < 72 ? 26 : 20).Record();
        string html = Pages.Squeezed(WebUtility.HtmlDecode(Encoding.UTF8.GetString(HtmlForm.Bytes(record.Document))));
        string pdf = Pages.Squeezed(string.Concat(Pages.OfPdf(PdfForm.Bytes(record.Document), _batch["record.pdf"])));
        var texts = new HashSet<string>(Strings(JsonDocument.Parse(record.Json).RootElement));
        int pieces = 0;
        foreach (string piece in Pages.Pieces(record.Document).Where(p => p.Length > 0).Distinct())
        {
            pieces++;
            Assert.Contains(piece, texts);
            Assert.Contains(Pages.Squeezed(piece), html, StringComparison.Ordinal);
            // A cell broken over lines is read line by line with its neighbours, so that in a PDF only its first word must be there.
            Assert.Contains(Pages.Squeezed(piece.Split(' ', '-', '/', ',', '_')[0])[..Math.Min(8, Pages.Squeezed(piece.Split(' ', '-', '/', ',', '_')[0]).Length)], pdf, StringComparison.Ordinal);
        }
        Assert.InRange(pieces, 150, 1000);
    }

    [Fact]
    public void Figures_have_their_points_in_the_JSON()
    {
        JsonElement figure = JsonDocument.Parse(_batch.Write(glucose: k => k == 60 ? 33 : 20).Record().Json).RootElement.GetProperty("sections").EnumerateArray()
            .SelectMany(s => s.GetProperty("content").EnumerateArray()).First(c => c.TryGetProperty("figure", out _)).GetProperty("figure");
        JsonElement estimate = figure.GetProperty("series").EnumerateArray().First(s => s.GetProperty("kind").GetString() == "estimate");
        Assert.Equal(33, estimate.GetProperty("values").EnumerateArray().Max(v => v.GetDouble()));
        JsonElement interval = figure.GetProperty("series").EnumerateArray().First(s => s.GetProperty("kind").GetString() == "interval");
        Assert.Equal(2 * 1.96 * 0.2, interval.GetProperty("upper")[3].GetDouble() - interval.GetProperty("lower")[3].GetDouble(), 3);
    }

    [Fact]
    public void Text_cannot_hide_or_become_markup()
    {
        _batch.Write(more: (9, TestBatch.Of(0, EventKind.Operator, "command.refused", "<script>alert(1)</script> \u202Eevil\u0000\u001b[2J \"quoted\" =cmd|' /C calc'!A0", ("command", "x"))));
        BatchRecord record = _batch.Record();
        string html = Encoding.UTF8.GetString(HtmlForm.Bytes(record.Document));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        foreach (string form in (string[])[html, Encoding.UTF8.GetString(record.Json)])
            foreach (char hidden in "\u202E\u0000\u001b") Assert.DoesNotContain(hidden, form);
        Assert.Contains("‹U+202E›evil‹U+0000›‹U+001B›[2J", Pages.Text(record.Document), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };
}
