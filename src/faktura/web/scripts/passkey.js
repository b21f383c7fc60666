"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const told = form.querySelector("[role=status]");
  const ask = async () => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    for (const list of [options.allowCredentials, options.excludeCredentials]) {
      for (const each of list || []) each.id = bytes(each.id);
    }
    let made;
    if (form.dataset.passkey === "create") {
      options.user.id = bytes(options.user.id);
      made = await navigator.credentials.create({ publicKey: options });
    } else {
      made = await navigator.credentials.get({ publicKey: options });
    }
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response,
      clientExtensionResults: made.getClientExtensionResults(),
    });
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.textContent = "";
    ask().then(
      (credential) => {
        form.elements.credential.value = credential;
        form.submit();
      },
      () => { told.textContent = "No passkey was used. Try again, or take another way."; },
    );
  });
})();
