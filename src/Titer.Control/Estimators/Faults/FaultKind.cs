namespace Titer.Control.Estimators.Faults;

/// <summary>How a sensor fails: it reads an offset, runs away in proportion to time, or says the same whatever happens.</summary>
public enum FaultKind { Bias, Drift, Freeze }
