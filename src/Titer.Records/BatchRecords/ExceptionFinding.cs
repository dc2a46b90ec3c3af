using Titer.Core;

namespace Titer.Records.BatchRecords;

/// <summary>Something that was not as planned; what is alike is one finding with a count.</summary>
/// <param name="Severity">How bad, as quality sorts.</param>
/// <param name="Kind">What kind of exception, e.g. <c>excursion</c>, <c>alarm</c>, <c>interlock</c>.</param>
/// <param name="FirstHours">When it first was, h from the start; NaN when it has no time.</param>
/// <param name="Hours">How long altogether, h; NaN when it has no duration.</param>
/// <param name="Section">Key of the section of the batch record that says more.</param>
public sealed record ExceptionFinding(Severity Severity, string Kind, string What, int Count, double FirstHours, double Hours, string Section);
