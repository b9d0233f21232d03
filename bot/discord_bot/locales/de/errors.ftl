# Fehlermeldungen: was geschehen ist, dann, was zu tun ist.
errors-internal = In Footnote ist etwas schiefgegangen.
errors-internal-todo = Bitte versuche es noch einmal. Passiert es wieder, gib dem Betreiber des Bots die Störungsnummer unten.
errors-paper-not-found = Dieser Artikel ist nicht in der Bibliothek.
errors-source = Dort wurden keine Artikel gefunden.
errors-source-down = Die Artikel konnten nicht geholt werden.
errors-library = Die Bibliothek ist gerade nicht verfügbar.
errors-model = Das Sprachmodell hat nicht geantwortet.
errors-too-slow = Das zu lesen hat zu lange gedauert.
errors-too-slow-todo = Frag mit weniger Worten.
errors-style = Diese Art der Zusammenfassung gibt es nicht.
errors-compare = Diese Artikel lassen sich nicht vergleichen.
errors-keeping = Footnotes Speicher ist gerade nicht verfügbar.
errors-not-allowed = Dafür fehlt dir hier die Berechtigung.
errors-not-allowed-todo = Wende dich an jemanden, der diesen Server verwaltet.
errors-rate = Das geht schneller, als Footnote mitkommt.
errors-rate-todo = Bitte versuche es in einer Minute noch einmal.
errors-server-only = Das geht nur auf einem Server.
errors-outdated = Dieser Befehl hat sich geändert, seit Discord zuletzt nachgesehen hat.
errors-outdated-todo = Lade Discord neu (Strg+R) oder warte eine Minute und versuche es noch einmal.
errors-bad-value = „{ $value }“ kann hier nicht verwendet werden.
errors-forbidden = Footnote fehlt hier die Berechtigung dafür.
errors-forbidden-todo = Wer diesen Server verwaltet, kann Footnote erlauben, den Kanal zu sehen, Nachrichten zu senden und Threads zu erstellen.
errors-discord-down = Discord hat gerade Probleme.
errors-discord-down-todo = Bitte versuche es gleich noch einmal.
errors-unknown-control = Diese Schaltfläche oder dieses Formular stammt aus einer älteren Version von Footnote.
errors-unknown-control-todo = Führe den Befehl noch einmal aus, um eine neue zu bekommen.
errors-channel = In diesem Kanal antwortet Footnote nicht.
errors-channel-todo = { $channels ->
    [none] Die Serververwaltung hat noch keinen Kanal festgelegt.
   *[other] Frag in { $channels }.
}
errors-role = Footnote antwortet hier nur bestimmten Rollen, und du hast keine davon.
errors-role-todo = { $roles ->
    [none] Wer diesen Server verwaltet, kann das mit /{ cmd-settings } ändern.
   *[other] Das sind { $roles }.
}
errors-elsewhere = Die Antwort konnte nicht dort erscheinen, wo du gefragt hast.
errors-years = Von { $start } bis { $end } gibt es keine Artikel: Die Jahre sind vertauscht.
errors-years-todo = Vertausche die beiden Jahre.
