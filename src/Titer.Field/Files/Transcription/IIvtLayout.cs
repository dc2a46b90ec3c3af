using Titer.Design.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>One form of a file with transcription data.</summary>
internal interface IIvtLayout
{
    /// <summary>Whether the file's columns are those of this form.</summary>
    bool Fits(CsvTable table);

    IvtDataSet Read(IvtCells cells);
}
