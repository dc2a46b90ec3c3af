using Titer.Core;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>ka, kd and KD of a titration, or titres from initial rates; which of them the settings say.</summary>
internal static class BindingSensing
{
    /// <exception cref="InputException">The file or the settings cannot be used.</exception>
    public static SensingResult Of(string file, string config)
    {
        BindingSettings settings = BindingSettingsReader.Load(config);
        List<Sensorgram> cycles = BindingCycles.Choose(file, settings);
        return settings.Mode == BindingMode.Titer ? TitreReport.Make(file, settings, cycles) : KineticsReport.Make(file, settings, cycles);
    }
}
