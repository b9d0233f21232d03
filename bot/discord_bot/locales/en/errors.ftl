# Error messages: what happened, then what to do.
errors-internal = Something went wrong inside Footnote.
errors-internal-todo = Please try again. If it happens again, give the incident id below to the bot’s operator.
errors-paper-not-found = That paper is not in the library.
errors-source = No papers were found there.
errors-source-down = The papers could not be fetched.
errors-library = The library is unavailable right now.
errors-model = The language model did not answer.
errors-too-slow = Reading this took too long.
errors-too-slow-todo = Ask it in fewer words.
errors-style = That summary style does not exist.
errors-compare = These papers cannot be compared.
errors-keeping = Footnote’s storage is unavailable right now.
errors-not-allowed = You do not have permission to do that here.
errors-not-allowed-todo = Ask somebody who manages this server.
errors-rate = You are doing this faster than Footnote can follow.
errors-rate-todo = Please try again in a minute.
errors-server-only = This only works in a server.
errors-outdated = This command has changed since Discord last looked.
errors-outdated-todo = Reload Discord (Ctrl+R), or wait a minute, and try again.
errors-bad-value = “{ $value }” cannot be used here.
errors-forbidden = Footnote does not have permission to do that here.
errors-forbidden-todo = A server manager can let Footnote view the channel, send messages and create threads.
errors-discord-down = Discord is having problems.
errors-discord-down-todo = Please try again in a moment.
errors-unknown-control = This button or form is from an older version of Footnote.
errors-unknown-control-todo = Run the command again to get a new one.
errors-channel = Footnote does not answer in this channel.
errors-channel-todo = { $channels ->
    [none] The managers of this server have not chosen a channel yet.
   *[other] Ask in { $channels }.
}
errors-role = Footnote only answers certain roles here, and you have none of them.
errors-role-todo = { $roles ->
    [none] A manager of this server can change that with /{ cmd-settings }.
   *[other] The roles are { $roles }.
}
errors-elsewhere = The answer could not be shown where you asked for it.
errors-years = There are no papers from { $start } to { $end }: the years are in the wrong order.
errors-years-todo = Swap the two years.
