using System.Collections.Immutable;
using Microsoft.AspNetCore.Components.Forms;
using Titer.App.Laboratory.Forms;
using Titer.App.Laboratory.Uploads;
using Titer.Core;

namespace Titer.App.Web.Pages.Laboratories;

/// <summary>What a person entered into the fields of a form of the laboratory, and the files chosen, which are still at the browser.</summary>
public sealed class FormValues
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<IBrowserFile>> _files = new(StringComparer.Ordinal);

    internal string Text(FormField field) => _texts.GetValueOrDefault(field.Name, field.Usual);

    internal void Set(FormField field, string text) => _texts[field.Name] = text;

    internal void Choose(FormField field, InputFileChangeEventArgs chosen) => _files[field.Name] = chosen.GetMultipleFiles(Math.Max(1, chosen.FileCount));

    /// <summary>Takes the files of the fields into the folder, as they come from the browser.</summary>
    /// <exception cref="InputException">A file is too large, or there are too many.</exception>
    internal async Task<FormEntries> Bring(ImmutableArray<FormField> fields, UploadFolder folder, CancellationToken stop)
    {
        var entries = new FormEntries();
        foreach (FormField field in fields)
        {
            if (!field.IsFile)
            {
                entries.Set(field.Name, Text(field));
                continue;
            }
            foreach (IBrowserFile file in _files.GetValueOrDefault(field.Name, []))
            {
                if (file.Size > UploadFolder.LargestFile) throw UploadFolder.TooLarge(file.Name);
                await using Stream content = file.OpenReadStream(UploadFolder.LargestFile, stop);
                entries.AddFile(field.Name, await folder.Add(file.Name, content, stop));
            }
        }
        return entries;
    }
}
