using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Titer.Core;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>A calibration as a file: which model, from what data, all parameters by name, and the covariance of those that were fitted.</summary>
/// <param name="Model">Name and version of the model.</param>
/// <param name="Data">Where the parameters come from, a line each.</param>
/// <param name="Parameters">All parameters in the model's units.</param>
/// <param name="Free">Names of the fitted ones.</param>
/// <param name="Covariance">Of their natural logarithms, row-major.</param>
public sealed record CalibrationArtefact(string Model, ImmutableArray<string> Data, ImmutableSortedDictionary<string, double> Parameters,
    ImmutableArray<string> Free, ImmutableArray<double> Covariance)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static CalibrationArtefact Of<TModel>(CalibrationResult result, IEnumerable<string> data) where TModel : IProcessModel
    {
        ModelDescription model = TModel.Description;
        return new(Identity(model), [.. data], model.Parameters.Select((q, i) => (q.Name, result.Parameters[i]))
            .ToImmutableSortedDictionary(q => q.Name, q => q.Item2),
            [.. result.Findings.Select(f => f.Name)], result.Covariance);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <exception cref="InputException">The text is no calibration, or one of another model.</exception>
    public static CalibrationArtefact FromJson<TModel>(string text, string file) where TModel : IProcessModel
    {
        ModelDescription model = TModel.Description;
        CalibrationArtefact read;
        try
        {
            read = JsonSerializer.Deserialize<CalibrationArtefact>(text, Format) ?? throw new InputException(file, "This is no calibration.");
        }
        catch (JsonException e)
        {
            throw new InputException(e.LineNumber is { } line ? $"{file}:{line + 1}" : file, "This is not a calibration that 'titer fit' wrote.");
        }
        if (read.Model != Identity(model)) throw new InputException(file, $"This is a calibration of {read.Model}, not of {Identity(model)}.");
        if (model.Parameters.FirstOrDefault(q => !(read.Parameters.TryGetValue(q.Name, out double v) && v >= q.Low && v <= q.High)) is { } wrong)
            throw new InputException(file, $"Parameter '{wrong.Name}' is missing or outside its bounds.");
        if (read.Free.FirstOrDefault(n => !(read.Parameters.TryGetValue(n, out double v) && v > 0)) is { } odd)
            throw new InputException(file, $"'{odd}' is no positive parameter of the model.");
        if (read.Covariance.Length != read.Free.Length * read.Free.Length || read.Covariance.Any(c => !double.IsFinite(c)))
            throw new InputException(file, "The covariance does not fit the parameters, or is not finite.");
        return read;
    }

    /// <summary>All parameters in the order of the model.</summary>
    public double[] Values(ModelDescription model) => [.. model.Parameters.Select(q => Parameters[q.Name])];

    /// <summary>Positions of the fitted parameters in the model.</summary>
    public int[] Positions(ModelDescription model) => [.. Free.Select(n => model.Parameters.Select((q, i) => (q.Name, i)).First(q => q.Name == n).i)];

    private static string Identity(ModelDescription model) => $"{model.Name} {model.Version}";
}
