using System.Collections.Frozen;
using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Titer.App.Commands.Sensing;
using Titer.Core;

namespace Titer.App.Web.Api.Sensing;

/// <summary>A file of raw chip signals in the body, figures with uncertainty in the answer: the command <c>titer sense CHIP FILE --json</c>.</summary>
internal static class SensingEndpoints
{
    public const long LargestFile = 32 << 20;

    // Chips whose command takes a file and these numbers; the others need further files beside it.
    private static readonly FrozenDictionary<string, string[]> Chips = new Dictionary<string, string[]>
    {
        ["electrophoresis"] = [], ["hologram"] = ["wavelength", "pixel"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What a file is read by; nothing else of its name is used.
    private static readonly FrozenSet<string> Endings = new[] { ".csv", ".txt", ".png", ".tif", ".tiff", ".json" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void MapSensing(this IEndpointRouteBuilder api) => api.MapPost("/sensing/{chip}", Sense).WithTags("Sensing")
        .WithSummary("Turns an uploaded file of raw signals into measurements; the body is the file.").Accepts<byte[]>("application/octet-stream")
        .WithMetadata(new RequestSizeLimitAttribute(LargestFile));

    private static async Task<JsonElement> Sense(string chip, string file, HttpRequest request)
    {
        if (!Chips.TryGetValue(chip, out string[]? numbers))
            throw new NotThere($"Files are taken here for {string.Join(", ", Chips.Keys.Order(StringComparer.Ordinal))}, and not for '{Visible.Of(chip)}'.");
        string ending = Path.GetExtension(file);
        if (!Endings.Contains(ending)) throw new InputException($"A file ends with {string.Join(", ", Endings.Order(StringComparer.Ordinal))}.");
        using var kept = new TemporaryFile(ending);
        await using (FileStream into = File.Create(kept.Path)) await request.Body.CopyToAsync(into, request.HttpContext.RequestAborted);
        using var printed = new StringWriter();
        ParseResult parsed = SenseCommand.Create().Parse([chip, kept.Path, "--json",
            .. numbers.Where(n => request.Query.ContainsKey(n)).Select(n => $"--{n}={request.Query[n]}")]);
        if (parsed.Errors is [var error, ..]) throw new InputException(error.Message);
        try
        {
            await parsed.InvokeAsync(new InvocationConfiguration { Output = printed, EnableDefaultExceptionHandler = false }, request.HttpContext.RequestAborted);
        }
        catch (InputException wrong)
        {
            // The person knows the file by their own name for it.
            throw new InputException(wrong.Message.Replace(kept.Path, Visible.Of(Path.GetFileName(file)), StringComparison.Ordinal));
        }
        return JsonSerializer.Deserialize<JsonElement>($"{printed}");
    }
}
