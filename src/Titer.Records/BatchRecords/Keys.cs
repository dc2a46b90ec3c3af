namespace Titer.Records.BatchRecords;

/// <summary>Keys of the sections that a review points to: their titles in lower case.</summary>
internal static class Keys
{
    public const string Critical = "critical-parameters", Deviations = "alarms-and-deviations", Execution = "execution", People = "people",
        Ladder = "steps-of-the-quality-ladder", Decisions = "predictive-control", Measurements = "quality-of-the-measurements", Chips = "chips-and-calibrations",
        Consistency = "consistency-of-the-estimator", Models = "models-and-their-assumptions", Dose = "from-bulk-to-dose", Findings = "findings",
        Course = "course-of-the-run", Signatures = "signatures", Verification = "verification-of-the-record";
}
