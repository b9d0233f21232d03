# Was gesagt wird, wenn etwas schiefgeht: was geschehen ist, dann, was zu tun ist.
errors-internal = In Footnote ist etwas schiefgegangen.
errors-internal-todo = Bitte versuche es noch einmal. Passiert es wieder, nenne dem Betreiber dieses Bots die Störungsnummer unten.
errors-paper-not-found = Diesen Artikel gibt es in der Bibliothek nicht.
errors-source = Darin waren keine Artikel zu finden.
errors-library = Die Bibliothek ist gerade nicht benutzbar.
errors-model = Das Sprachmodell hat keine Antwort geliefert.
errors-style = Diese Art der Zusammenfassung gibt es nicht.
errors-compare = Diese Artikel lassen sich nicht vergleichen.
errors-keeping = Footnotes Speicher ist gerade nicht erreichbar.
errors-not-allowed = Das darfst du hier nicht.
errors-not-allowed-todo = Wende dich an jemanden, der diesen Server verwaltet.
errors-server-only = Das geht nur auf einem Server.
errors-outdated = Dieser Befehl hat sich geändert, seit Discord zuletzt nachgesehen hat.
errors-outdated-todo = Lade Discord neu (Strg+R) oder warte eine Minute und versuche es noch einmal.
errors-bad-value = Mit „{ $value }“ lässt sich hier nichts anfangen.
errors-forbidden = Discord erlaubt Footnote das hier nicht.
errors-forbidden-todo = Wer diesen Server verwaltet, kann Footnote erlauben, den Kanal zu sehen, Nachrichten zu senden und Threads zu erstellen.
errors-discord-down = Bei Discord selbst ist etwas schiefgegangen.
errors-again-later = Bitte versuche es gleich noch einmal.
errors-unknown-control = Diese Schaltfläche oder dieses Formular stammt aus einer älteren Version von Footnote.
errors-unknown-control-todo = Führe den Befehl noch einmal aus, um eine neue zu bekommen.
errors-channel = In diesem Kanal antwortet Footnote nicht.
errors-channel-todo = { $channels ->
    [none] Wer diesen Server verwaltet, muss noch festlegen, wo es antwortet.
   *[other] Frag in { $channels }.
}
errors-role = Footnote antwortet hier nur bestimmten Rollen, und du hast keine davon.
errors-role-todo = { $roles ->
    [none] Wer diesen Server verwaltet, kann das mit /settings ändern.
   *[other] Das sind { $roles }.
}
errors-elsewhere = Die Antwort konnte nicht dort erscheinen, wo sie verlangt wurde.
errors-years = Von { $from } bis { $to } gibt es keine Artikel: Die Jahre sind vertauscht.
errors-years-todo = Vertausche die beiden Jahre.
