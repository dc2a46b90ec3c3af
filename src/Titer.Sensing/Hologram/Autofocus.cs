namespace Titer.Sensing.Hologram;

/// <summary>
/// Focus of the objects of a hologram. The regions of fringes are found first; each is then looked at through a window of limited size, because
/// a transform of a whole large image
/// would cost more than it tells: the light of an object is near the object. Regions that a window holds whole share its transforms.
/// </summary>
internal sealed class Autofocus
{
    private const int Window = 512, MostRegions = 8, Surroundings = 20;
    /// <summary>A region with less than this part of the energy of the strongest has no focus of its own.</summary>
    private const double LeastEnergy = 0.05;

    private readonly HologramField _whole, _window;
    private readonly FringeRegions _regions;
    private readonly FocusScan _scan;
    private readonly double[] _distances;
    private readonly double _near, _far;
    private readonly (RegionMask Tight, RegionMask Wide)[] _masks = new (RegionMask, RegionMask)[MostRegions];
    private readonly double[][][] _curves = new double[MostRegions][][];
    private readonly FocusJudgement _judgement;
    private readonly List<int> _together = new(MostRegions);

    /// <param name="near">um.</param>
    /// <param name="far">um.</param>
    /// <param name="transparent">Whether the objects have no contrast of amplitude.</param>
    public Autofocus(HologramField whole, double near, double far, bool transparent)
    {
        (_whole, _near, _far) = (whole, near, far);
        bool small = whole.Width <= Window * 3 / 2 && whole.Height <= Window * 3 / 2;
        _window = small ? whole : new HologramField(Math.Min(whole.Width, Window), Math.Min(whole.Height, Window), whole.Pitch, whole.Wavelength);
        _regions = new FringeRegions(whole.Width, whole.Height);
        _scan = new FocusScan(_window, FringeRegions.BorderOf(_window.Width, _window.Height));
        _distances = FocusCurve.Grid(near, far);
        _judgement = new FocusJudgement(_distances, transparent);
        for (int k = 0; k < MostRegions; k++)
        {
            _masks[k] = (new RegionMask(_window.Width, _window.Height), new RegionMask(_window.Width, _window.Height));
            _curves[k] = [.. Enumerable.Range(0, FocusScan.Curves).Select(_ => new double[_distances.Length])];
        }
    }

    /// <summary>Region and focus, the strongest region first.</summary>
    public List<(FringeRegion Region, FocusResult Focus)> Found { get; } = new(MostRegions);

    public FringeRegions Regions => _regions;

    /// <summary>Finds the foci of the strongest regions of the field.</summary>
    /// <param name="most">1 for the focus of the frame alone; at most 8.</param>
    public void Run(int most = MostRegions)
    {
        _regions.Find(_whole.Normalised);
        Found.Clear();
        List<FringeRegion> regions = _regions.Regions;
        int count = 0;
        while (count < Math.Min(most, regions.Count) && regions[count].Energy >= LeastEnergy * regions[0].Energy) count++;
        for (int k = 0; k < count; k++) Found.Add((regions[k], FocusResult.Nothing));
        for (int k = 0; k < count; k++)
            if (Found[k].Focus.IsNothing) Focus(k);
    }

    /// <summary>Focuses one region and those that fit into the same window.</summary>
    private void Focus(int which)
    {
        FringeRegion centre = Found[which].Region;
        int left = Math.Clamp(centre.CentreX - _window.Width / 2, 0, _whole.Width - _window.Width);
        int top = Math.Clamp(centre.CentreY - _window.Height / 2, 0, _whole.Height - _window.Height);
        if (!ReferenceEquals(_window, _whole)) _window.Load(_whole, left, top);
        _together.Clear();
        for (int k = which; k < Found.Count; k++)
        {
            FringeRegion r = Found[k].Region;
            bool inside = r.Left >= left && r.Top >= top && r.Right < left + _window.Width && r.Bottom < top + _window.Height;
            if (k != which && (!inside || !Found[k].Focus.IsNothing)) continue;
            _regions.Mask(r, 0, _masks[_together.Count].Tight, left, top, _window.Width, _window.Height);
            _regions.Mask(r, Surroundings, _masks[_together.Count].Wide, left, top, _window.Width, _window.Height);
            _together.Add(k);
        }
        _scan.Run(_distances, _masks.AsSpan(0, _together.Count), _curves);
        for (int k = 0; k < _together.Count; k++)
        {
            int of = _together[k];
            Found[of] = (Found[of].Region, _judgement.Of(_curves[k], _near, _far, keepCurve: of == 0));
        }
    }
}
