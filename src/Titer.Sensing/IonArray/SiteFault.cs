namespace Titer.Sensing.IonArray;

/// <summary>What the set says about one of its sites, the worst first.</summary>
internal enum SiteFault { None, Drift, SlopeLoss, Slow, Outvoted, Light, Jumped }
