using Titer.Numerics;

namespace Titer.Control.Estimators.Horizon;

/// <summary>
/// The nonlinear least-squares program of a horizon by multiple shooting: minimise 1/2 |v_0|^2 + 1/2 sum |v_k|^2 + sum of the losses of all readings
/// subject to x_0 = m + S v_0 (the arrival cost, m and S mean and square root of what was known before), x_k+1 = F(x_k) + sigma_k v_k and the limits.
/// All noises are in standard deviations, so that no covariance is inverted. Its Gauss-Newton program in changes is a <see cref="TreeQp"/> over a
/// chain whose root is no time but a beginning: its state is 0 and its input v_0, which leads to the first node. Stages may differ in length.
/// </summary>
internal sealed class HorizonProgram<TModel, TMeasure> where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
{
    private readonly HorizonOptions _options;
    private readonly int _n;
    private readonly double[] _scale, _row, _priorStep, _priorTrial;
    private readonly Derivatives _derivatives;
    private TModel _model;

    public HorizonProgram(HorizonOptions options, TModel model, GaussianState arrival, double[] scale)
    {
        (_options, _model, Arrival, _n, _scale) = (options, model, arrival, arrival.States, scale);
        (_row, _priorStep, _priorTrial, Prior) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        _derivatives = new Derivatives(_n);
        Qp = new TreeQp(StageTree.Chain(options.Nodes), _n, _n, 0);
        for (int node = 0; node <= options.Nodes; node++)
            for (int i = _n; i < 2 * _n; i++) Qp.Hessian(node)[i * Qp.Stride + i] = 1;
    }

    public TreeQp Qp { get; }

    public List<HorizonNode<TMeasure>> Nodes { get; } = [];

    /// <summary>What is known of the first node without the readings from there on.</summary>
    public GaussianState Arrival { get; }

    /// <summary>v_0.</summary>
    public double[] Prior { get; }

    /// <summary>Of the plan at which was linearised last.</summary>
    public double Cost { get; private set; }

    /// <summary>Largest and sum of the defects, in multiples of the scales.</summary>
    public (double Largest, double Sum) Defect { get; private set; }

    /// <summary>Directional derivative of the cost along the step.</summary>
    public double Slope { get; private set; }

    public double Hours(int node) => (Nodes[node + 1].Time - Nodes[node].Time).TotalHours;

    /// <summary>Where the model leads from a node without noise.</summary>
    public void Propagate(HorizonNode<TMeasure> node, ReadOnlySpan<double> from, double hours, Span<double> to)
    {
        node.Inputs.CopyTo(_model.Inputs);
        from.CopyTo(to);
        _model.Propagate(to.AsReal(), hours);
    }

    /// <summary>Standard deviations of the noise of a stage that begins at a node.</summary>
    public void SetNoise(HorizonNode<TMeasure> node, double hours)
    {
        _model.ProcessNoise(node.X, node.Sigma);
        double time = Math.Sqrt(hours);
        for (int i = 0; i < _n; i++) node.Sigma[i] *= time;
    }

    /// <summary>Fills the quadratic program at the plan.</summary>
    /// <param name="near">
    /// Near the solution a robust loss has its own curvature, none beyond the threshold, which converges in a few steps; before, that of the parabola
    /// above it (iteratively reweighted), whose steps cannot be too long.
    /// </param>
    /// <param name="damping">
    /// Added to the curvature in every direction (Levenberg 1944), where large residuals bend the program more than Gauss and Newton know.
    /// </param>
    public void Linearise(bool near, double damping)
    {
        (Cost, Defect) = (0, (0, 0));
        Begin();
        for (int k = 0; k < _options.Nodes; k++)
        {
            Span<double> hessian = Qp.Hessian(k + 1), gradient = Qp.Gradient(k + 1);
            for (int i = 0; i < _n; i++)
            {
                hessian.Slice(i * Qp.Stride, _n).Clear();
                hessian[i * Qp.Stride + i] = damping;
            }
            gradient.Clear();
            if (k < Nodes.Count) AddReadings(Nodes[k], near, hessian, gradient);
            if (k + 1 < Nodes.Count) AddWay(k, gradient[_n..]);
            else if (k + 1 < _options.Nodes) Stand(k + 2);
        }
    }

    /// <summary>From the beginning to the first node.</summary>
    private void Begin()
    {
        Span<double> transition = Qp.Transition(1), offset = Qp.Offset(1);
        for (int i = 0; i < _n; i++)
        {
            double sum = Arrival.Mean[i] - Nodes[0].X[i];
            for (int k = 0; k < _n; k++)
            {
                double s = Arrival.Root[i * _n + k];
                transition[i * Qp.Stride + _n + k] = s / _scale[i];
                sum += s * Prior[k];
            }
            SetOffset(offset, i, sum);
        }
        AddNoise(Prior, Qp.Gradient(0)[_n..]);
    }

    private void AddWay(int k, Span<double> gradient)
    {
        HorizonNode<TMeasure> node = Nodes[k], next = Nodes[k + 1];
        LineariseWay(k);
        Span<double> transition = Qp.Transition(k + 2), offset = Qp.Offset(k + 2);
        for (int i = 0; i < _n; i++)
        {
            Span<double> row = transition.Slice(i * Qp.Stride, 2 * _n);
            for (int j = 0; j < _n; j++) row[j] = node.Jacobian[i * _n + j] * _scale[j] / _scale[i];
            row[_n..].Clear();
            row[_n + i] = node.Sigma[i] / _scale[i];
            SetOffset(offset, i, node.Moved[i] + node.Sigma[i] * node.V[i] - next.X[i]);
        }
        AddNoise(node.V, gradient);
    }

    /// <summary>Derivatives of the way from a node to the next, at the plan.</summary>
    public void LineariseWay(int k)
    {
        HorizonNode<TMeasure> node = Nodes[k];
        node.X.CopyTo(node.At, 0);
        node.Inputs.CopyTo(_model.Inputs);
        _derivatives.Step(ref _model, node.X, Hours(k), node.Moved, node.Jacobian);
    }

    /// <summary>A stage that has no time yet: the state stays and costs nothing.</summary>
    private void Stand(int child)
    {
        Span<double> transition = Qp.Transition(child);
        transition.Clear();
        for (int i = 0; i < _n; i++) transition[i * Qp.Stride + i] = 1;
        Qp.Offset(child).Clear();
    }

    private void SetOffset(Span<double> offset, int i, double defect)
    {
        offset[i] = defect / _scale[i];
        double size = Math.Abs(offset[i]);
        Defect = (Math.Max(Defect.Largest, size), Defect.Sum + size);
    }

    private void AddNoise(ReadOnlySpan<double> noise, Span<double> gradient)
    {
        noise.CopyTo(gradient);
        Cost += 0.5 * FixedDot.Of(noise, noise);
    }

    private void AddReadings(HorizonNode<TMeasure> node, bool near, Span<double> hessian, Span<double> gradient)
    {
        foreach (Taken<TMeasure> taken in node.Taken)
        {
            (double residual, double weight) = Differentiate(taken, node.X, _row);
            Cost += Loss(residual);
            double inverse = 1 / Math.Sqrt(taken.Variance);
            for (int i = 0; i < _n; i++) _row[i] *= inverse * _scale[i];
            FixedDot.Add(-weight * residual, _row, gradient[.._n]);
            double curvature = near && weight < 1 ? 0 : weight;
            for (int i = 0; i < _n; i++)
                if (_row[i] != 0) FixedDot.Add(curvature * _row[i], _row, hessian.Slice(i * Qp.Stride, _n));
        }
    }

    /// <summary>
    /// A reading's residual in standard deviations at a state, its weight under the loss (Holland and Welsch, Commun. Stat. A6 (1977) 813), and the
    /// derivatives of what the sensor reads.
    /// </summary>
    public (double Residual, double Weight) Differentiate(in Taken<TMeasure> taken, ReadOnlySpan<double> x, Span<double> row)
    {
        TMeasure measure = taken.Model;
        double residual = (taken.Value - _derivatives.Read(ref measure, x, row)) / Math.Sqrt(taken.Variance), size = Math.Abs(residual);
        return (residual, size > _options.Huber ? _options.Huber / size : 1);
    }

    public double Read(ref TMeasure measure, ReadOnlySpan<double> x, Span<double> row) => _derivatives.Read(ref measure, x, row);

    private double Loss(double residual)
    {
        double size = Math.Abs(residual);
        return size > _options.Huber ? _options.Huber * (size - 0.5 * _options.Huber) : 0.5 * residual * residual;
    }

    /// <summary>Puts the limits into the quadratic program, or leaves it without.</summary>
    public void Limit(bool limited)
    {
        for (int k = 0; k < _options.Nodes; k++)
        {
            Span<double> low = Qp.Low(k + 1), high = Qp.High(k + 1);
            low.Fill(double.NegativeInfinity);
            high.Fill(double.PositiveInfinity);
            if (!limited || k >= Nodes.Count) continue;
            HorizonNode<TMeasure> node = Nodes[k];
            bool way = k + 1 < Nodes.Count;
            for (int i = 0; i < _n; i++)
            {
                if (_options.StateLow is { } lowest) low[i] = (lowest[i] - node.X[i]) / _scale[i];
                if (_options.StateHigh is { } highest) high[i] = (highest[i] - node.X[i]) / _scale[i];
                // A state that has no noise needs no limit of it.
                if (!way || node.Sigma[i] == 0) continue;
                if (_options.NoiseLow is { } least) low[_n + i] = least[i] - node.V[i];
                if (_options.NoiseHigh is { } most) high[_n + i] = most[i] - node.V[i];
            }
        }
    }

    /// <summary>The solution of the program without limits keeps them all, so that it is the solution with them, too.</summary>
    public bool Keeps(TreeQpSolver solved)
    {
        for (int k = 0; k < Nodes.Count; k++)
        {
            HorizonNode<TMeasure> node = Nodes[k];
            ReadOnlySpan<double> z = solved.Solution(k + 1);
            bool way = k + 1 < Nodes.Count;
            for (int i = 0; i < _n; i++)
            {
                double x = node.X[i] + z[i] * _scale[i], v = way && node.Sigma[i] > 0 ? node.V[i] + z[_n + i] : 0;
                if (x < _options.StateLow?[i] || x > _options.StateHigh?[i]) return false;
                if (way && node.Sigma[i] > 0 && (v < _options.NoiseLow?[i] || v > _options.NoiseHigh?[i])) return false;
            }
        }
        return true;
    }

    /// <summary>Takes the solution of the quadratic program as the step; gives its largest element, and the largest multiplier.</summary>
    public (double Length, double Multiplier) ReadStep(TreeQpSolver solved)
    {
        double length = 0, multiplier = 0;
        Slope = 0;
        solved.Solution(0)[_n..].CopyTo(_priorStep);
        Slope += FixedDot.Of(Qp.Gradient(0)[_n..], _priorStep);
        for (int k = 0; k < Nodes.Count; k++)
        {
            HorizonNode<TMeasure> node = Nodes[k];
            ReadOnlySpan<double> z = solved.Solution(k + 1), gradient = Qp.Gradient(k + 1);
            node.StepV.AsSpan().Clear();
            if (k + 1 < Nodes.Count) z[_n..].CopyTo(node.StepV);
            for (int i = 0; i < _n; i++)
            {
                length = Math.Max(length, Math.Abs(z[i]));
                Slope += gradient[i] * z[i] + gradient[_n + i] * node.StepV[i];
                node.StepX[i] = z[i] * _scale[i];
            }
            foreach (double l in solved.Multiplier(k + 1)) multiplier = Math.Max(multiplier, Math.Abs(l));
        }
        return (double.IsFinite(Slope) ? length : double.NaN, multiplier);
    }

    /// <summary>
    /// Cost and sum of the defects of the plan moved by a part of the step, which <see cref="Move"/> would then take. Rolled, only the noises are
    /// those of the step and the states follow the model (where a limit lets them): a step that is only too long for its own linearisation leaves no
    /// defects that way.
    /// </summary>
    public (double Cost, double Defects) Judge(double step, bool rolled)
    {
        Along(Prior, _priorStep, step, _priorTrial);
        double cost = 0.5 * FixedDot.Of(_priorTrial, _priorTrial), defects = 0;
        for (int i = 0; i < _n; i++) _row[i] = Arrival.Mean[i] + FixedDot.Of(Arrival.Root.Slice(i * _n, _n), _priorTrial);
        for (int k = 0; k < Nodes.Count; k++)
        {
            HorizonNode<TMeasure> node = Nodes[k];
            if (rolled)
            {
                _row.CopyTo(node.Trial, 0);
                Clamp(node.Trial);
            }
            else
            {
                Along(node.X, node.StepX, step, node.Trial);
            }
            for (int i = 0; i < _n; i++) defects += Math.Abs(_row[i] - node.Trial[i]) / _scale[i];
            foreach (Taken<TMeasure> taken in node.Taken)
                cost += Loss((taken.Value - taken.Model.Read<Real>(node.Trial.AsSpan().AsReal()).Value) / Math.Sqrt(taken.Variance));
            if (k + 1 == Nodes.Count) break;
            Propagate(node, node.Trial, Hours(k), _row);
            for (int i = 0; i < _n; i++)
            {
                double noise = node.V[i] + step * node.StepV[i];
                cost += 0.5 * noise * noise;
                _row[i] += node.Sigma[i] * noise;
            }
        }
        return (cost, defects);
    }

    /// <summary>Moves the plan to where it was judged last.</summary>
    public void Move(double step)
    {
        _priorTrial.CopyTo(Prior, 0);
        foreach (HorizonNode<TMeasure> node in Nodes)
        {
            node.Trial.CopyTo(node.X, 0);
            Along(node.V, node.StepV, step, node.V);
        }
    }

    /// <summary>Puts a state within its limits.</summary>
    public void Clamp(Span<double> x)
    {
        for (int i = 0; i < _n; i++)
            x[i] = Math.Min(Math.Max(x[i], _options.StateLow?[i] ?? x[i]), _options.StateHigh?[i] ?? x[i]);
    }

    private static void Along(ReadOnlySpan<double> from, ReadOnlySpan<double> direction, double step, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++) to[i] = from[i] + step * direction[i];
    }
}
