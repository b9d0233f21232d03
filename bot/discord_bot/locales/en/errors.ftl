# What is said when something goes wrong: what happened, then what to do.
errors-internal = Something went wrong inside Footnote.
errors-internal-todo = Please try again. If it happens again, tell whoever runs this bot the incident below.
errors-paper-not-found = There is no such paper in the library.
errors-source = That gave no papers.
errors-library = The library cannot be used just now.
errors-model = The language model gave no answer.
errors-style = There is no such style of summary.
errors-compare = These papers cannot be compared.
errors-keeping = What Footnote keeps cannot be reached just now.
errors-not-allowed = You may not do that here.
errors-not-allowed-todo = Ask somebody who manages this server.
errors-server-only = This works in a server only.
errors-outdated = This command has changed since Discord last looked.
errors-outdated-todo = Reload Discord (Ctrl+R), or wait a minute, and try again.
errors-bad-value = “{ $value }” cannot be used here.
errors-forbidden = Discord does not let Footnote do that here.
errors-forbidden-todo = A manager of this server can give Footnote the right to view the channel, send messages and create threads.
errors-discord-down = Discord had a fault of its own.
errors-again-later = Please try again in a moment.
errors-unknown-control = This button or form is from an older version of Footnote.
errors-unknown-control-todo = Run the command again to get a new one.
errors-channel = Footnote does not answer in this channel.
errors-channel-todo = { $channels ->
    [none] The managers of this server have yet to choose where it does.
   *[other] Ask in { $channels }.
}
errors-role = Footnote answers certain roles here, and you have none of them.
errors-role-todo = { $roles ->
    [none] A manager of this server can change that with /settings.
   *[other] These are { $roles }.
}
errors-elsewhere = The answer could not be shown where it was asked for.
errors-years = There are no papers from { $from } to { $to }: the years are the wrong way round.
errors-years-todo = Swap the two years.
