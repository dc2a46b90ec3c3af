using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>What <c>titer sense binding</c> is to make of a file.</summary>
internal enum BindingMode
{
    /// <summary>ka, kd and KD of a titration.</summary>
    Kinetics,
    /// <summary>Concentrations of unknowns from their initial rates, against standards.</summary>
    Titer,
}

/// <summary>The settings of <c>titer sense binding</c>, as its YAML file has them.</summary>
internal sealed record BindingSettings
{
    public required string File { get; init; }
    public BindingMode Mode { get; init; }

    /// <summary>Seconds in one unit of the file's time.</summary>
    public double SecondsPerTime { get; init; } = 1;

    /// <summary>How the response is called: RU, pm, nm.</summary>
    public string Response { get; init; } = "RU";

    public required PreparationOptions Preparation { get; init; }
    public required ConcentrationRule Concentrations { get; init; }
    public ImmutableArray<CycleChoice> Use { get; init; } = [];
    public ImmutableArray<CycleChoice> Exclude { get; init; } = [];
    public TitrationOptions Titration { get; init; } = new();

    /// <summary>Fit the other models as well and say which is better.</summary>
    public bool Compare { get; init; } = true;

    /// <summary>Length of the beginning of the injection whose slope is the initial rate, s; NaN for a third of the injection.</summary>
    public double RateWindow { get; init; } = double.NaN;

    /// <summary>Unit in which concentrations of unknowns are given.</summary>
    public Unit ConcentrationUnit { get; init; } = Unit.Molar;
}

/// <summary>A cycle named by its number in the file, from 1, or by a text that its name contains.</summary>
internal sealed record CycleChoice(string Text, Place Place);

/// <summary>Where the concentrations of the cycles come from; exactly one of the three is given.</summary>
/// <param name="List">mol/L one per cycle; NaN for an unknown.</param>
/// <param name="Start">mol/L of the first cycle, with <paramref name="Factor"/> from each cycle to the next.</param>
/// <param name="FromFile">mol/L in one unit of the file's own concentrations.</param>
/// <param name="FileUnit">That unit.</param>
internal sealed record ConcentrationRule(
    Place Place, ImmutableArray<double> List, double Start, double Factor, double FromFile, Unit? FileUnit = null);
