// The fragment after # is not sent to the server, so copy it to the links to other languages.
for (const link of document.querySelectorAll('.bar a')) link.hash = location.hash;
