using System.Collections.Immutable;
using Titer.Design.Calibration;
using Titer.Processes.Transcription;

namespace Titer.Design.Transcription;

/// <summary>The experiments of one file.</summary>
/// <param name="File">Where they come from.</param>
/// <param name="Kind">What the file is, in words.</param>
/// <param name="Experiments">One per mix, with the rows of that mix.</param>
/// <param name="Conditions">The mix of each experiment.</param>
/// <param name="Responses">Names of what was measured by state, with its unit.</param>
/// <param name="Assumptions">What the file does not say and the reader assumed, a sentence each.</param>
public sealed record IvtDataSet(string File, string Kind, ImmutableArray<Experiment> Experiments, ImmutableArray<IvtConditions> Conditions,
    ImmutableDictionary<int, string> Responses, ImmutableArray<string> Assumptions);
