// The reference of the API. Requests that it sends carry the session and, when they change something, the token against forgery.
const unsafeMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const plainFetch = window.fetch.bind(window);
let antiforgery = null;

window.fetch = async (resource, options = {}) => {
  const request = new Request(resource, options);
  if (new URL(request.url).origin !== window.location.origin || !unsafeMethods.has(request.method)) return plainFetch(request);
  antiforgery ??= (await (await plainFetch("/api/v1/antiforgery")).json()).token;
  request.headers.set("RequestVerificationToken", antiforgery);
  return plainFetch(request);
};

Scalar.createApiReference("#app", {
  url: "/api/openapi/v1.json",
  withDefaultFonts: false,
  hideClientButton: true,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
});
