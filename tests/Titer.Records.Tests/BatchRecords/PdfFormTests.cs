using System.Text;
using System.Text.RegularExpressions;
using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;

namespace Titer.Records.Tests;

public sealed partial class PdfFormTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void Every_page_has_its_number_of_how_many_the_batch_and_the_hashes_of_record_and_document()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        BatchRecord record = _batch.Write().Record();
        string[] pages = Pages.OfPdf(PdfForm.Bytes(record.Document), _batch["record.pdf"]);
        Assert.InRange(pages.Length, 4, 12);
        for (int i = 0; i < pages.Length; i++)
        {
            Assert.Contains($"page {i + 1} of {pages.Length}", pages[i], StringComparison.Ordinal);
            Assert.Contains($"record {record.Figures.Verification.Head}", pages[i], StringComparison.Ordinal);
            Assert.Contains($"document {record.Hash}", pages[i], StringComparison.Ordinal);
            Assert.Contains("Batch 20260302-", pages[i], StringComparison.Ordinal);
        }
        Assert.Contains("Review by exception", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Identification", pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_page_points_to_the_page_on_which_a_section_begins()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        BatchRecord record = _batch.Write(glucose: k => k is >= 60 and < 72 ? 26 : 20).Record();
        string[] pages = Pages.OfPdf(PdfForm.Bytes(record.Document), _batch["record.pdf"]);
        Match pointer = Pointer().Match(pages[0]);
        Assert.True(pointer.Success, pages[0]);
        Assert.Contains($"{pointer.Groups[1].Value} Critical parameters", pages[int.Parse(pointer.Groups[2].Value) - 1].Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_goes_on_with_its_head_and_loses_no_row()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        string[] pages = Pages.OfPdf(PdfForm.Bytes(Of(["Number", "Text"], 150, i => [$"row{i}", string.Join(' ', Enumerable.Repeat($"word{i}", 30))])), _batch["long.pdf"]);
        Assert.InRange(pages.Length, 4, 20);
        Assert.All(pages, p => Assert.Contains("Number", p, StringComparison.Ordinal));
        string all = string.Join(' ', pages);
        for (int i = 0; i < 150; i++)
        {
            Assert.Single(Regex.Matches(all, $@"\brow{i}\b"));
            Assert.Equal(30, Regex.Count(all, $@"\bword{i}\b"));
        }
    }

    [Fact]
    public void A_cell_longer_than_a_page_and_a_word_longer_than_a_line_are_there_whole()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        // Many lines make one cell longer than a page; what a document shows of one text is bounded.
        string lines = string.Join('\n', Enumerable.Range(0, 300).Select(i => $"l{i}")), word = new('x', 400);
        string[] pages = Pages.OfPdf(PdfForm.Bytes(Of(["Text"], 2, i => [i == 0 ? lines : word])), _batch["tall.pdf"]);
        string all = string.Join('\n', pages);
        for (int i = 0; i < 300; i++) Assert.Contains($"l{i}\n", all, StringComparison.Ordinal);
        Assert.Equal(400, all.Count(c => c == 'x') - all.Split("Text").Length + 1);
    }

    [Fact]
    public void Ten_thousand_alarms_are_a_few_pages()
    {
        (int, Event)[] alarms = [.. Enumerable.Range(0, 10_000).Select(i =>
            (i % 119, TestBatch.Of(0, EventKind.Alarm, "alarm.raised", $"Alarm {i}.", ("alarm", $"a{i % 3}")) with { Severity = Severity.Medium }))];
        BatchRecord record = _batch.Write(more: alarms).Record();
        Assert.Equal(3, record.Exceptions.Count);
        Assert.Equal(10_000, record.Exceptions.Sum(e => e.Count));
        Assert.InRange(PageCount(PdfForm.Bytes(record.Document)), 5, 25);
    }

    [Fact]
    public void Time_is_that_of_the_record_and_not_of_the_clock()
    {
        string file = Encoding.Latin1.GetString(PdfForm.Bytes(_batch.Write().Record().Document));
        Assert.Contains("/CreationDate (D:20260303020000", file, StringComparison.Ordinal);
        Assert.DoesNotContain("/ID [", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_that_no_font_has_is_written_out()
    {
        Assert.SkipUnless(Pages.CanRead, "pdftotext is not installed.");
        string text = string.Concat(Pages.OfPdf(PdfForm.Bytes(Of(["Text"], 1, _ => ["µ°Ω Ä 細 \U0001F9EC end"])), _batch["glyphs.pdf"]));
        Assert.Contains("µ°Ω", text.Replace("μ", "µ", StringComparison.Ordinal).Replace("Ω", "Ω", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(text.Contains('細', StringComparison.Ordinal) || text.Contains("‹U+7D30›", StringComparison.Ordinal), text);
    }

    private static int PageCount(byte[] pdf) => PageObject().Count(Encoding.Latin1.GetString(pdf));

    private static ReportDocument Of(string[] columns, int rows, Func<int, object[]> row)
    {
        DocumentBuilder builder = new DocumentBuilder().Section("Long");
        builder.Table(columns, [.. Enumerable.Range(0, rows).Select(row)]);
        return new ReportDocument("Test", "Long", "", [], "", builder.Sections, "end");
    }

    [GeneratedRegex(@"\b(\d+), p\.\s*(\d+)")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex PageObject();
}
