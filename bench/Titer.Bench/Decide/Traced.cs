using System.Globalization;
using System.Text;
using Titer.Numerics;

namespace Titer.Bench.Decide;

/// <summary>A scalar that writes down what a model does with it: the model's text, run once, becomes straight-line C.</summary>
internal readonly struct Traced : IScalar<Traced>
{
    private readonly Node? _node; // null: the default value 0

    private Traced(Node node) => _node = node;

    /// <summary>Element i of the state vector x.</summary>
    public static Traced Variable(int i) => new(new Node($"x[{i}]", [], []));

    public static implicit operator Traced(double value) => new(new Node(value));

    public static Traced operator +(Traced a, Traced b) =>
        a.Is(0) ? b : b.Is(0) ? a : Fold(a, b, a.Value + b.Value) ?? Make("({0} + {1})", [a, b], [1, 1]);

    public static Traced operator -(Traced a, Traced b) =>
        b.Is(0) ? a : Fold(a, b, a.Value - b.Value) ?? Make("({0} - {1})", [a, b], [1, -1]);

    public static Traced operator *(Traced a, Traced b) =>
        a.Is(0) || b.Is(0) ? 0 : a.Is(1) ? b : b.Is(1) ? a : Fold(a, b, a.Value * b.Value) ?? Make("({0} * {1})", [a, b], [b, a]);

    public static Traced operator /(Traced a, Traced b)
    {
        if (a.Is(0)) return 0;
        if (b.Is(1)) return a;
        return Fold(a, b, a.Value / b.Value) ?? Make("({0} / {1})", [a, b], null, q => b.Value is null ? [1 / b, -(q / b)] : [1 / b, 0]);
    }

    public static Traced operator -(Traced a) => a.Value is { } v ? -v : Make("(-{0})", [a], [-1]);

    public static Traced Exp(Traced x) => x.Value is { } v ? Math.Exp(v) : Make("exp({0})", [x], null, y => [y]);

    public static Traced Log(Traced x) => x.Value is { } v ? Math.Log(v) : Make("log({0})", [x], null, _ => [1 / x]);

    public static Traced Sqrt(Traced x) => x.Value is { } v ? Math.Sqrt(v) : Make("sqrt({0})", [x], null, y => [0.5 / y]);

    /// <summary>C functions <c>model(x, f)</c> and <c>model_jacobian(x, j)</c> (j[column][row]), with the states, start and end.</summary>
    public static string Program(Traced[] derivatives, double[] start, double end)
    {
        int n = start.Length;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"#include <math.h>\n#define MODEL_STATES {n}\n#define MODEL_END {end:R}\n");
        text.Append(CultureInfo.InvariantCulture, $"static const double model_start[] = {{{string.Join(", ", start.Select(Number))}}};\n");
        var writer = new Writer(text);
        text.Append("static void model(const double *x, double *f)\n{\n");
        for (int i = 0; i < n; i++) writer.Assign($"f[{i}]", derivatives[i]);
        text.Append("}\nstatic void model_jacobian(const double *x, double **j)\n{\n");
        writer = new Writer(text);
        for (int k = 0; k < n; k++)
        {
            var seen = new Dictionary<Node, Traced>(ReferenceEqualityComparer.Instance);
            for (int i = 0; i < n; i++) writer.Assign($"j[{k}][{i}]", Derivative(derivatives[i], k, seen));
        }
        return text.Append("}\n").ToString();
    }

    double IScalar<Traced>.Value => Value ?? throw new NotSupportedException("A traced model has no equation solved inside.");

    public static int Order => 0;

    private double? Value => _node is null ? 0 : _node.Constant;

    private bool Is(double value) => Value == value;

    private static Traced? Fold(Traced a, Traced b, double? value) => a.Value is null || b.Value is null ? null : value!.Value;

    private static Traced Make(string form, Traced[] from, Traced[]? slopes, Func<Traced, Traced[]>? slopesOfResult = null)
    {
        var node = new Node(form, [.. from.Select(a => a._node ?? new Node(0))], slopes ?? []);
        if (slopesOfResult is not null) node.Late = () => slopesOfResult(new(node));
        return new(node);
    }

    private static Traced Derivative(Traced of, int variable, Dictionary<Node, Traced> seen)
    {
        if (of._node is not { Constant: null } node) return 0;
        if (seen.TryGetValue(node, out Traced known)) return known;
        Traced sum = node.From.Length == 0 && node.Form == $"x[{variable}]" ? 1 : 0;
        for (int i = 0; i < node.From.Length; i++)
        {
            Traced inner = Derivative(new(node.From[i]), variable, seen);
            if (!inner.Is(0)) sum += node.Slopes[i] * inner;
        }
        return seen[node] = sum;
    }

    private static string Number(double value) => value.ToString("E17", CultureInfo.InvariantCulture);

    private sealed class Node(string form, Node[] from, Traced[] slopes)
    {
        private Traced[] _slopes = slopes;

        public Node(double constant) : this(Number(constant), [], []) => Constant = constant;

        public double? Constant { get; }
        public string Form => form;
        public Node[] From => from;

        /// <summary>Derivatives by the operands, where they need the result itself.</summary>
        public Func<Traced[]>? Late { get; set; }

        public Traced[] Slopes
        {
            get
            {
                if (Late is { } late) (_slopes, Late) = (late(), null);
                return _slopes;
            }
        }
    }

    /// <summary>Writes each node once, as a local constant.</summary>
    private sealed class Writer(StringBuilder text)
    {
        private readonly Dictionary<Node, string> _names = new(ReferenceEqualityComparer.Instance);

        public void Assign(string target, Traced value)
        {
            string name = Name(value);
            text.Append("    ").Append(target).Append(" = ").Append(name).Append(";\n");
        }

        private string Name(Traced of)
        {
            if (of._node is not { } node) return "0.0";
            if (node.From.Length == 0) return node.Form.StartsWith('-') ? $"({node.Form})" : node.Form;
            if (_names.TryGetValue(node, out string? known)) return known;
            object[] operands = [.. node.From.Select(f => Name(new(f)))];
            string name = $"v{_names.Count}";
            text.Append("    const double ").Append(name).Append(" = ").AppendFormat(CultureInfo.InvariantCulture, node.Form, operands).Append(";\n");
            return _names[node] = name;
        }
    }
}
