// What stands behind # is not sent along: the way to the other language keeps it.
for (const link of document.querySelectorAll('.bar a')) link.hash = location.hash;
