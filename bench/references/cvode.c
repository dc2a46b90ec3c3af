/*
 * Times CVODE (SUNDIALS 6: BDF, Newton, dense LU, analytic Jacobian) on Robertson's reaction to t = 1e11, on HIRES to t = 321.8122
 * and, built with -DMODEL='"file"', on a model written out as C functions (bench/Titer.Bench/Decide/Traced.cs says which).
 *
 * Build: cc -O3 -o cvode cvode.c -lsundials_cvode -lsundials_nvecserial -lsundials_sunmatrixdense -lsundials_sunlinsoldense -lm
 * Arguments: problem ("robertson", "hires" or "model"), ratio of absolute to relative tolerance, and relative tolerances.
 * Prints one line for each tolerance: tolerance, seconds a run (the best of several batches; without set-up), steps, and the end state.
 */
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <time.h>

static int robertson(sunrealtype t, N_Vector xv, N_Vector fv, void *data)
{
    const sunrealtype *x = NV_DATA_S(xv);
    sunrealtype *f = NV_DATA_S(fv);
    (void)t, (void)data;
    f[0] = -0.04 * x[0] + 1e4 * x[1] * x[2];
    f[2] = 3e7 * x[1] * x[1];
    f[1] = -f[0] - f[2];
    return 0;
}

static int robertson_jacobian(sunrealtype t, N_Vector xv, N_Vector fv, SUNMatrix m, void *data, N_Vector a, N_Vector b, N_Vector c)
{
    const sunrealtype *x = NV_DATA_S(xv);
    sunrealtype **j = SM_COLS_D(m); /* j[column][row] */
    (void)t, (void)fv, (void)data, (void)a, (void)b, (void)c;
    j[0][0] = -0.04, j[1][0] = 1e4 * x[2], j[2][0] = 1e4 * x[1];
    j[0][1] = 0.04, j[1][1] = -1e4 * x[2] - 6e7 * x[1], j[2][1] = -1e4 * x[1];
    j[0][2] = 0, j[1][2] = 6e7 * x[1], j[2][2] = 0;
    return 0;
}

static int hires(sunrealtype t, N_Vector xv, N_Vector fv, void *data)
{
    const sunrealtype *x = NV_DATA_S(xv);
    sunrealtype *f = NV_DATA_S(fv), pair = 280 * x[5] * x[7];
    (void)t, (void)data;
    f[0] = -1.71 * x[0] + 0.43 * x[1] + 8.32 * x[2] + 0.0007;
    f[1] = 1.71 * x[0] - 8.75 * x[1];
    f[2] = -10.03 * x[2] + 0.43 * x[3] + 0.035 * x[4];
    f[3] = 8.32 * x[1] + 1.71 * x[2] - 1.12 * x[3];
    f[4] = -1.745 * x[4] + 0.43 * (x[5] + x[6]);
    f[5] = -pair + 0.69 * x[3] + 1.71 * x[4] - 0.43 * x[5] + 0.69 * x[6];
    f[6] = pair - 1.81 * x[6];
    f[7] = -f[6];
    return 0;
}

static int hires_jacobian(sunrealtype t, N_Vector xv, N_Vector fv, SUNMatrix m, void *data, N_Vector p, N_Vector q, N_Vector r)
{
    const sunrealtype *x = NV_DATA_S(xv);
    sunrealtype **j = SM_COLS_D(m), a = 280 * x[7], b = 280 * x[5];
    (void)t, (void)fv, (void)data, (void)p, (void)q, (void)r;
    j[0][0] = -1.71, j[1][0] = 0.43, j[2][0] = 8.32;
    j[0][1] = 1.71, j[1][1] = -8.75;
    j[2][2] = -10.03, j[3][2] = 0.43, j[4][2] = 0.035;
    j[1][3] = 8.32, j[2][3] = 1.71, j[3][3] = -1.12;
    j[4][4] = -1.745, j[5][4] = 0.43, j[6][4] = 0.43;
    j[3][5] = 0.69, j[4][5] = 1.71, j[5][5] = -a - 0.43, j[6][5] = 0.69, j[7][5] = -b;
    j[5][6] = a, j[6][6] = -1.81, j[7][6] = b;
    j[5][7] = -a, j[6][7] = 1.81, j[7][7] = -b;
    return 0;
}

#ifdef MODEL
#include MODEL

static int traced(sunrealtype t, N_Vector xv, N_Vector fv, void *data)
{
    (void)t, (void)data;
    model(NV_DATA_S(xv), NV_DATA_S(fv));
    return 0;
}

static int traced_jacobian(sunrealtype t, N_Vector xv, N_Vector fv, SUNMatrix m, void *data, N_Vector p, N_Vector q, N_Vector r)
{
    (void)t, (void)fv, (void)data, (void)p, (void)q, (void)r;
    model_jacobian(NV_DATA_S(xv), SM_COLS_D(m));
    return 0;
}
#endif

struct problem
{
    const char *name;
    int states;
    double end;
    const double *start;
    CVRhsFn rates;
    CVLsJacFn jacobian;
};

static const double robertson_start[] = {1, 0, 0}, hires_start[] = {1, 0, 0, 0, 0, 0, 0, 0.0057};

static const struct problem problems[] = {
    {"robertson", 3, 1e11, robertson_start, robertson, robertson_jacobian},
    {"hires", 8, 321.8122, hires_start, hires, hires_jacobian},
#ifdef MODEL
    {"model", MODEL_STATES, MODEL_END, model_start, traced, traced_jacobian},
#endif
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int count, char **arguments)
{
    if (count < 4) return 2;
    const struct problem *problem = NULL;
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (strcmp(arguments[1], problems[i].name) == 0) problem = &problems[i];
    if (problem == NULL) return 2;
    int n = problem->states;
    double ratio = atof(arguments[2]), end = problem->end;
    SUNContext context;
    if (SUNContext_Create(NULL, &context) != 0) return 1;
    N_Vector x = N_VNew_Serial(n, context);
    SUNMatrix matrix = SUNDenseMatrix(n, n, context);
    SUNLinearSolver solver = SUNLinSol_Dense(x, matrix, context);
    N_VConst(0, x);
    void *cvode = CVodeCreate(CV_BDF, context);
    if (CVodeInit(cvode, problem->rates, 0, x) != 0 || CVodeSStolerances(cvode, 1e-6, 1e-6) != 0
        || CVodeSetLinearSolver(cvode, solver, matrix) != 0 || CVodeSetJacFn(cvode, problem->jacobian) != 0
        || CVodeSetMaxNumSteps(cvode, 10000000) != 0)
        return 1;
    for (int i = 3; i < count; i++)
    {
        double relative = atof(arguments[i]), best = 1e300;
        long steps = 0;
        for (int batch = 0, runs = 1; batch < 25; batch++)
        {
            double start = now();
            for (int run = 0; run < runs; run++)
            {
                sunrealtype reached;
                memcpy(NV_DATA_S(x), problem->start, (size_t)n * sizeof(sunrealtype));
                CVodeReInit(cvode, 0, x);
                CVodeSStolerances(cvode, relative, ratio * relative);
                if (CVode(cvode, end, x, &reached, CV_NORMAL) < 0) return 1;
            }
            double seconds = (now() - start) / runs;
            if (seconds < best) best = seconds;
            if (batch == 0) runs = seconds < 0.005 ? (int)(0.01 / seconds) + 1 : 1;
        }
        CVodeGetNumSteps(cvode, &steps);
        printf("%.17g %.17g %ld", relative, best, steps);
        for (int k = 0; k < n; k++) printf(" %.17g", NV_Ith_S(x, k));
        printf("\n");
    }
    return 0;
}
