# Étagères et effacement.

## Commands
cmd-shelf = étagère
cmd-shelf-about = Garder des articles pour plus tard
cmd-shelf-add = ajouter
cmd-shelf-add-about = Mettre un article sur une étagère
cmd-shelf-show = montrer
cmd-shelf-show-about = Montrer une étagère
cmd-shelf-remove = retirer
cmd-shelf-remove-about = Retirer un article d’une étagère
cmd-shelf-remove-opt-paper-about = Commence à taper le titre d’un article de l’étagère
cmd-shelf-export = exporter
cmd-shelf-export-about = Exporter une étagère dans un fichier
cmd-shelf-export-opt-format = format
cmd-shelf-export-opt-format-about = Format du fichier
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS (Zotero, EndNote)
cmd-shelf-export-csv = CSV (tableur)
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = article
cmd-shelf-opt-paper-about = Commence à taper un titre, ou donne un identifiant, un lien ou un DOI
cmd-shelf-opt-whose = laquelle
cmd-shelf-opt-whose-about = Ton étagère, ou celle du serveur
cmd-shelf-whose-mine = La mienne
cmd-shelf-whose-server = Celle du serveur
cmd-forget-me = oublie-moi
cmd-forget-me-about = Voir ce que Footnote conserve sur toi, et l’effacer

## Shelves
shelves-kept =
    { $whose ->
        [server]
            { $count ->
                [one] Ajouté à l’étagère du serveur
               *[other] { $count } articles ajoutés à l’étagère du serveur
            }
       *[mine]
            { $count ->
                [one] Ajouté à ton étagère
               *[other] { $count } articles ajoutés à ton étagère
            }
    }
shelves-there-already =
    { $count ->
        [one] Il est déjà sur l’étagère
       *[other] Ils sont déjà sur l’étagère
    }
shelves-shelf =
    { $whose ->
        [server]
            { $count ->
                [0] L’étagère du serveur est vide
                [one] L’étagère du serveur : { $count } article
               *[other] L’étagère du serveur : { $count } articles
            }
       *[mine]
            { $count ->
                [0] Ton étagère est vide
                [one] Ton étagère : { $count } article
               *[other] Ton étagère : { $count } articles
            }
    }
shelves-shelf-hint =
    { $whose ->
        [server] Ajoute des articles avec /{ cmd-shelf } { cmd-shelf-add }. Exporte-la avec /{ cmd-shelf } { cmd-shelf-export }.
       *[mine] Visible uniquement par toi. Exporte-la avec /{ cmd-shelf } { cmd-shelf-export }.
    }
shelves-no-server = Il n’y a pas d’étagère de serveur ici.
shelves-no-server-todo = Utilise la tienne, ou lance cette commande sur un serveur où Footnote est installé.
shelves-not-there = Cet article n’est pas sur l’étagère.
shelves-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } montre ce qui s’y trouve.
shelves-not-yours = Quelqu’un d’autre a ajouté cet article.
shelves-not-yours-todo = Cette personne peut le retirer, ainsi que celles qui gèrent le serveur.
shelves-taken-off = Retiré de l’étagère
shelves-empty = L’étagère est vide : il n’y a rien à exporter.
shelves-empty-todo =
    { $whose ->
        [server] Ajoute des articles avec /{ cmd-shelf } { cmd-shelf-add } et « { cmd-shelf-whose-server } » dans l’option « { cmd-shelf-opt-whose } ».
       *[mine] Mets-y des articles avec /{ cmd-shelf } { cmd-shelf-add }, ou avec « { rendering-button-shelf } » sous un article.
    }
shelves-exported =
    { $count ->
        [one] Le seul article de l’étagère, dans un fichier
       *[other] Les { $count } articles de l’étagère, dans un fichier
    }

## Forgetting
shelves-forget = Ce que Footnote conserve sur toi
shelves-forget-about = Tes questions et leurs réponses, pour comprendre la suite d’une conversation ; comment chaque réponse a été obtenue ; tes votes sur les réponses ; ton étagère ; tes digests personnels ; et les articles que tu as mis sur l’étagère d’un serveur.
shelves-forget-answers =
    { $count ->
        [0] Il n’y a aucune réponse que je puisse supprimer. Effacer le reste est définitif.
        [one] Si tu continues, j’efface tout et je supprime la réponse que je t’ai donnée. C’est définitif.
       *[other] Si tu continues, j’efface tout et je supprime les { $count } messages où je te réponds. C’est définitif.
    }
shelves-forget-uploads =
    { $count ->
        [one] Tu as aussi envoyé { $count } article entier. Son texte et son PDF seront effacés, et son serveur ne pourra plus poser de questions dessus ; le titre et le résumé restent, sans ton nom.
       *[other] Tu as aussi envoyé { $count } articles entiers. Leurs textes et leurs PDF seront effacés, et leurs serveurs ne pourront plus poser de questions dessus ; les titres et les résumés restent, sans ton nom.
    }
shelves-button-forget = Tout effacer
shelves-button-keep = Annuler
shelves-forgot-nothing = Rien n’a été effacé.
shelves-forgotten = Effacé
shelves-erased = Éléments effacés : { $turns ->
    [one] { $turns } question avec sa réponse
   *[other] { $turns } questions avec leurs réponses
}, { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}, { $shelved ->
    [one] { $shelved } article de ton étagère
   *[other] { $shelved } articles de ton étagère
}, { $digests ->
    [one] { $digests } digest personnel
   *[other] { $digests } digests personnels
}.
shelves-erased-uploads =
    { $count ->
        [one] Et le texte et le PDF de { $count } article que tu avais envoyé.
       *[other] Et les textes et les PDF de { $count } articles que tu avais envoyés.
    }
shelves-deleting =
    { $count ->
        [one] Mon message est en cours de suppression…
       *[other] Mes { $count } messages sont en cours de suppression…
    }
shelves-deleted =
    { $count ->
        [one] Mon message est supprimé.
       *[other] Mes { $count } messages sont supprimés.
    }
shelves-deleted-some = Messages de ma part supprimés : { $count }. Discord ne m’a pas laissé en supprimer { $left } ; demande aux personnes qui gèrent le serveur de le faire.
