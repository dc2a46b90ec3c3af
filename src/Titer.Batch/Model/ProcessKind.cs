namespace Titer.Batch;

/// <summary>The process that a unit of equipment is made for; it decides which chips, estimator, controllers and interlocks run it.</summary>
public enum ProcessKind
{
    /// <summary>Fed-batch culture of CHO cells in a stirred bioreactor.</summary>
    ChoFedBatch,
    /// <summary>Transcription of mRNA from a DNA template, and what makes doses of it.</summary>
    InVitroTranscription,
}
