namespace Titer.Numerics;

/// <summary>
/// Radau IIA of three stages and order 5: Hairer and Wanner, Solving Ordinary Differential Equations II, 2nd ed. 1996, sec. IV.5 (table 5.6)
/// and IV.8. T and its inverse bring the inverse of the Runge-Kutta matrix to the real eigenvalue Gamma and the pair Alpha +- i Beta.
/// </summary>
internal static class RadauCoefficients
{
    private static readonly double Root6 = Math.Sqrt(6), Cube3 = Math.Cbrt(3), Cube9 = Math.Cbrt(9);

    public static readonly double C1 = (4 - Root6) / 10, C2 = (4 + Root6) / 10;

    /// <summary>Eigenvalues of the inverse of A.</summary>
    public static readonly double Gamma = 3 + Cube9 - Cube3;
    public static readonly double Alpha = 3 + 0.5 * (Cube3 - Cube9), Beta = 0.5 * Math.Sqrt(3) * (Cube3 + Cube9);

    /// <summary>Weights of the error estimate (eq. IV.8.18) times Gamma.</summary>
    public static readonly double E1 = -(13 + 7 * Root6) / 3, E2 = (-13 + 7 * Root6) / 3, E3 = -1.0 / 3;

    public const double
        T11 = 9.1232394870892942792e-02, T12 = -0.14125529502095420843, T13 = -3.0029194105147424492e-02,
        T21 = 0.24171793270710701896, T22 = 0.20412935229379993199, T23 = 0.38294211275726193779,
        T31 = 0.96604818261509293619;

    public const double
        I11 = 4.3255798900631553510, I12 = 0.33919925181580986954, I13 = 0.54177053993587487119,
        I21 = -4.1787185915519047273, I22 = -0.32768282076106238708, I23 = 0.47662355450055045196,
        I31 = -0.50287263494578687595, I32 = 2.5719269498556054292, I33 = -0.59603920482822492497;

    /// <summary>The Runge-Kutta matrix, row-major.</summary>
    public static readonly double[] A =
    [
        (88 - 7 * Root6) / 360, (296 - 169 * Root6) / 1800, (-2 + 3 * Root6) / 225,
        (296 + 169 * Root6) / 1800, (88 + 7 * Root6) / 360, (-2 - 3 * Root6) / 225,
        (16 - Root6) / 36, (16 + Root6) / 36, 1.0 / 9,
    ];

    /// <summary>The inverse of <see cref="A"/>, row-major.</summary>
    public static readonly double[] InverseA =
    [
        2 + Root6 / 2, -6.0 / 5 + 29 * Root6 / 30, 2.0 / 5 - 4 * Root6 / 15,
        -6.0 / 5 - 29 * Root6 / 30, 2 - Root6 / 2, 2.0 / 5 + 4 * Root6 / 15,
        -1 + 8 * Root6 / 3, -1 - 8 * Root6 / 3, 5,
    ];
}
