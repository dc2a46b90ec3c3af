namespace Titer.Sensing.Binding;

/// <summary>The models of binding that a titration can be fitted with.</summary>
public enum BindingModel
{
    /// <summary>1:1, closed form.</summary>
    OneToOne,
    /// <summary>1:1 limited by transport to the surface.</summary>
    Transport,
    /// <summary>1:1 followed by a change of conformation.</summary>
    TwoState,
}

/// <summary>Makes the kinetics of a model.</summary>
public static class BindingModels
{
    public static IBindingKinetics Create(BindingModel model) => model switch
    {
        BindingModel.Transport => new OdeKinetics<TransportOde>(),
        BindingModel.TwoState => new OdeKinetics<TwoStateOde>(),
        _ => new Langmuir(),
    };
}
