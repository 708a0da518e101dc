// Says when the network is gone; forms and drags then keep what they hold.
function show() {
  const note = document.getElementById("offline");
  if (note) note.hidden = navigator.onLine;
}

for (const name of ["online", "offline", "turbo:load"]) addEventListener(name, show);
