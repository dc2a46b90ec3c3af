namespace Titer.Sensing.Binding;

/// <summary>Which model a titration is fitted with and what each cycle has for itself.</summary>
public sealed record TitrationOptions
{
    public BindingModel Model { get; init; } = BindingModel.OneToOne;

    /// <summary>One Rmax for all cycles; otherwise each cycle its own, as when regeneration takes ligand off or leaves analyte on.</summary>
    public bool GlobalRmax { get; init; }

    /// <summary>Each cycle has a step of refractive index while the sample flows.</summary>
    public bool BulkShift { get; init; } = true;

    /// <summary>Each cycle has a linear drift from the injection on.</summary>
    public bool Drift { get; init; }

    /// <summary>
    /// Each cycle begins its dissociation at a level of its own, (1 + s) times that of the model, rather than where its association
    /// ended. It takes up what the model cannot (a bulk shift that decays slowly, rebinding), and leaves kd to the shape alone.
    /// </summary>
    public bool FreeDissociationStart { get; init; }

    /// <summary>Each cycle has a delay of its own between the clock and the arrival of the sample.</summary>
    public bool StartTimes { get; init; }

    /// <summary>
    /// Blank cycles whose mean was taken off all others; their noise is then common to all cycles and does not average out over them.
    /// </summary>
    public int SharedBlanks { get; init; }

    public double Confidence { get; init; } = 0.95;
}
