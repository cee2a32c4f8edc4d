window.SwaggerUIBundle({
  dom_id: '#swagger-ui',
  // The language asked of the page is the language asked of the document.
  url: `/openapi.json${window.location.search}`,
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
