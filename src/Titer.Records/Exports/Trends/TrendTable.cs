using Parquet;
using Parquet.Schema;
using Titer.Core;

namespace Titer.Records.Exports;

/// <summary>
/// The values of a record as one Parquet file (Apache Parquet format, read by pandas, Polars, DuckDB and Arrow): a row for each measurement,
/// estimated variable and command, in the order of the record. Written group of rows by group of rows, so that a record of any size needs the memory
/// of one.
/// </summary>
public static class TrendTable
{
    /// <summary>Rows that are kept before they are written.</summary>
    public const int GroupRows = 65_536;

    private static readonly DateTimeDataField Time = new("time", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros);
    private static readonly DataField Kind = new DataField<string>("kind"), TagName = new DataField<string>("tag"),
        UnitCode = new DataField<string>("unit"),
        Status = new DataField<string>("status"), Source = new DataField<string>("source");
    private static readonly DataField Value = new DataField<double>("value"), Uncertainty = new DataField<double?>("standard_uncertainty");
    private static readonly DataField Sequence = new DataField<long?>("sequence"), Number = new DataField<long>("entry");

    /// <returns>What the check of the record found; of a broken one only the entries before are in the file.</returns>
    public static Verification Write(IRecord record, Stream stream) => WriteAsync(record, stream).GetAwaiter().GetResult();

    private static async Task<Verification> WriteAsync(IRecord record, Stream stream)
    {
        var rows = new TrendRows(GroupRows);
        var check = new ChainCheck(record.Seals(), null, record);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Time, Kind, TagName, UnitCode, Value, Uncertainty,
            Status, Source, Sequence, Number), stream);
        foreach (Entry entry in record.Read())
        {
            if (check.Accept(entry) is not { } content) break;
            foreach (TrendRow row in TrendRow.Of(content))
            {
                rows.Add(row, entry.Number);
                if (rows.Count == GroupRows) await Flush(writer, rows);
            }
        }
        if (rows.Count > 0) await Flush(writer, rows);
        if (record.StorageFault() is { } fault) check.Break(fault);
        Verification found = check.Result;
        writer.CustomMetadata = new Dictionary<string, string>
        {
            ["titer-record-head"] = found.Head, ["titer-record-verified"] = found.Ok ? "yes" : "no", ["units"] = "UCUM",
            ["standard_uncertainty"] = "1 sigma (JCGM 100), in the unit of the value", ["status"] = "NAMUR NE 107",
        };
        return found;
    }

    private static async Task Flush(ParquetWriter writer, TrendRows rows)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        int n = rows.Count;
        await group.WriteAsync<DateTime>(Time, rows.Times.AsMemory(0, n));
        await group.WriteAsync(Kind, new ArraySegment<string>(rows.Kinds, 0, n));
        await group.WriteAsync(TagName, new ArraySegment<string>(rows.Tags, 0, n));
        await group.WriteAsync(UnitCode, new ArraySegment<string>(rows.Units, 0, n));
        await group.WriteAsync<double>(Value, rows.Values.AsMemory(0, n));
        await group.WriteAsync<double>(Uncertainty, (ReadOnlyMemory<double?>)rows.Uncertainties.AsMemory(0, n));
        await group.WriteAsync(Status, new ArraySegment<string>(rows.Statuses, 0, n));
        await group.WriteAsync(Source, new ArraySegment<string>(rows.Sources, 0, n));
        await group.WriteAsync<long>(Sequence, (ReadOnlyMemory<long?>)rows.Sequences.AsMemory(0, n));
        await group.WriteAsync<long>(Number, rows.Numbers.AsMemory(0, n));
        group.CompleteValidate();
        rows.Clear();
    }
}
