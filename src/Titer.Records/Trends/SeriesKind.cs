namespace Titer.Records;

/// <summary>What a series of values is: measured by a sensor or a laboratory, estimated by a model, or commanded to an actuator.</summary>
public enum SeriesKind : byte { Measured = 1, Estimated = 2, Commanded = 3 }
