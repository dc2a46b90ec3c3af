using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Titer.Core;

namespace Titer.App.Web.Api;

/// <summary>What went wrong with a request, as problem+json (RFC 9457): one sentence that says what would be right, and nothing of how the server is
/// made.</summary>
internal static class ApiProblems
{
    public static void UseApiProblems(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.Use(Answer));

    private static async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && Meant(e) is { } problem)
        {
            context.Response.StatusCode = problem.Status;
            await Write(context, problem.Sentence);
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await Write(context, Sentence(context.Response.StatusCode));
    }

    private static (int Status, string Sentence)? Meant(Exception e) => e switch
    {
        NotThere missing => (StatusCodes.Status404NotFound, missing.Message),
        InputException wrong => (StatusCodes.Status400BadRequest, wrong.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge,
            Sentence(StatusCodes.Status413PayloadTooLarge)),
        BadHttpRequestException bad => (bad.StatusCode, bad.InnerException is System.Text.Json.JsonException json
            ? $"The body is not the JSON that is asked for{(json.Path is { Length: > 1 } path ? $", at {Visible.Of(path)}" : "")}."
            : bad.Message),
        _ => null,
    };

    private static string Sentence(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Log in, or give a token that serves: Authorization: Bearer TOKEN.",
        StatusCodes.Status403Forbidden => "Your roles, or those of the token, do not allow this.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than is taken here.",
        StatusCodes.Status415UnsupportedMediaType => "The body is not of a media type that is taken here.",
        StatusCodes.Status429TooManyRequests => "Too many attempts; wait a minute.",
        _ => "The request cannot be taken.",
    };

    private static async Task Write(HttpContext context, string sentence) => await context.Response.WriteAsJsonAsync(
        new { type = "about:blank", title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(context.Response.StatusCode),
            status = context.Response.StatusCode, detail = sentence },
        options: null, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
}

/// <summary>What a request names is not there.</summary>
internal sealed class NotThere(string message) : Exception(message);
