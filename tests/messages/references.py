"""Names of things that do not exist, with what may have been meant."""

from tests.messages.case import Case

CASES = (
    Case(
        "records/ticket.yaml",
        "to: account, required",
        "to: acount, required",
        "S210",
        8,
        33,
        "link 'account' refers to record type 'acount', which does not exist",
        (
            "did you mean 'account'? record types: account, article, contact, employee, order, "
            "product, purchase, release, return_request, team, ticket"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "of: severity",
        "of: severty",
        "S210",
        17,
        35,
        "field 'severity' refers to list of choices 'severty', which does not exist",
        "did you mean 'severity'? lists: severity, staff_role, ticket_state",
    ),
    Case(
        "records/ticket.yaml",
        "uses: [attachments]",
        "uses: [atachments]",
        "S210",
        5,
        8,
        "record type 'ticket' refers to mixin 'atachments', which does not exist",
        "did you mean 'attachments'? mixins: attachments, comments, sellable",
    ),
    Case(
        "records/ticket.yaml",
        "    at: rating",
        "    at: ratng",
        "S210",
        40,
        9,
        "check 'early_rating' refers to field 'ratng', which does not exist",
        (
            "did you mean 'rating'? fields: account, contact, product, release, subject, details, "
            "severity, phone, state, team, assignee, resolution, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "fields: [account, subject]",
        "fields: [account, subjct]",
        "S210",
        34,
        25,
        "'unique' refers to field 'subjct', which does not exist",
        (
            "did you mean 'subject'? fields: account, contact, product, release, subject, details, "
            "severity, phone, state, team, assignee, resolution, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "create: [product, release, subject",
        "create: [product, relase, subject",
        "S210",
        45,
        23,
        "'create' of portal customer refers to field 'relase', which does not exist",
        (
            "did you mean 'release'? fields: account, contact, product, release, subject, details, "
            "severity, phone, state, team, assignee, resolution, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "fields: [entered, number, state,",
        "fields: [entered, number, stat,",
        "S210",
        48,
        37,
        "'see' of portal customer refers to field 'stat', which does not exist",
        (
            "did you mean 'state'? fields: number, account, contact, product, release, subject, "
            "details, severity, phone, state, team, assignee, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "assignee.name",
        "asignee.name",
        "S210",
        48,
        53,
        "'see' of portal customer refers to link 'asignee', which does not exist",
        "did you mean 'assignee'? links: account, contact, product, release, team, assignee",
    ),
    Case(
        "records/ticket.yaml",
        "assignee.name",
        "assignee.nmae",
        "S210",
        48,
        62,
        "'assignee.nmae' refers to field 'nmae', which does not exist",
        ("did you mean 'name'? fields of 'employee': name, email, role, team, skills, started, portrait, iban, active"),
    ),
    Case(
        "records/ticket.yaml",
        "preset: { account: me.account",
        "preset: { acount: me.account",
        "S210",
        46,
        15,
        "'preset' of portal customer refers to field 'acount', which does not exist",
        (
            "did you mean 'account'? fields: account, contact, product, release, subject, details, "
            "severity, phone, state, team, assignee, resolution, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "list: [number, subject, severity, state, updated]",
        "list: [number, subjet, severity, state, updated]",
        "S210",
        53,
        20,
        "'list' of portal customer refers to field 'subjet', which does not exist",
        (
            "did you mean 'subject'? fields: product, release, subject, details, severity, phone, "
            "attachments, number, state, contact, assignee.name, updated, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "  partner:\n    like: customer",
        "  partner:\n    like: custmer",
        "S210",
        55,
        11,
        "'like' refers to portal 'custmer', which does not exist",
        "did you mean 'customer'? portals of this record type: customer, staff",
    ),
    Case(
        "records/ticket.yaml",
        "  partner:\n    like: customer",
        "  partnr:\n    like: customer",
        "S210",
        54,
        3,
        "'portals' of record type 'ticket' refers to portal 'partnr', which does not exist",
        "did you mean 'partner'? portals: customer, partner, staff",
    ),
    Case(
        "records/ticket.yaml",
        "      hr: { rows: none }",
        "      human: { rows: none }",
        "S210",
        66,
        7,
        "portal 'staff' refers to role 'human', which does not exist",
        "roles: agent, hr",
    ),
    Case(
        "records/ticket.yaml",
        'title: "{number} {subject}"',
        'title: "{number} {subjct}"',
        "S210",
        3,
        19,
        "the title refers to field 'subjct', which does not exist",
        (
            "did you mean 'subject'? fields: number, account, contact, product, release, subject, "
            "severity, phone, state, team, assignee, rating, …"
        ),
    ),
    Case(
        "records/article.yaml",
        'title: "{headline} ({author})"',
        'title: "{headline} ({autor})"',
        "S210",
        15,
        26,
        "the title refers to field 'autor', which does not exist",
        (
            "did you mean 'author'? fields: headline, author, published, id, created, created_by, "
            "updated, updated_by, revision"
        ),
    ),
    Case(
        "records/order.yaml",
        "      wanted: {",
        "      wantd: {",
        "S210",
        19,
        7,
        "'fields' of portal customer refers to field 'wantd', which does not exist",
        "did you mean 'wanted'? fields: account, ordered, wanted, net, vat, total",
    ),
    Case(
        "portals/customer.yaml",
        "who: contact",
        "who: contct",
        "S210",
        5,
        6,
        "'who' of portal customer refers to record type 'contct', which does not exist",
        (
            "did you mean 'contact'? record types: account, article, contact, employee, order, "
            "product, purchase, release, return_request, team, ticket"
        ),
    ),
    Case(
        "portals/customer.yaml",
        "role: role",
        "role: rolle",
        "S210",
        7,
        7,
        "'role' of portal customer refers to field 'rolle', which does not exist",
        "did you mean 'role'? choices of 'contact': role",
    ),
    Case(
        "portals/customer.yaml",
        "home: [my_tickets, find_answers, orders]",
        "home: [my_tickets, find_answrs, orders]",
        "S210",
        10,
        20,
        "'home' of portal customer refers to menu entry 'find_answrs', which does not exist",
        (
            "did you mean 'find_answers'? menu entries and record types: my_tickets, all_tickets, "
            "find_answers, returns, orders, account, article, contact, order, product, purchase, "
            "release, …"
        ),
    ),
    Case(
        "portals/customer.yaml",
        "{ list: order }",
        "{ list: odrer }",
        "S210",
        16,
        25,
        "menu entry 'orders' refers to record type 'odrer', which does not exist",
        (
            "did you mean 'order'? record types: account, article, contact, employee, order, "
            "product, purchase, release, return_request, team, ticket"
        ),
    ),
    Case(
        "portals/customer.yaml",
        "then: ticket.create",
        "then: tiket.create",
        "S210",
        14,
        42,
        "menu entry 'find_answers' refers to record type 'tiket', which does not exist",
        (
            "did you mean 'ticket'? record types: account, article, contact, employee, order, "
            "product, purchase, release, return_request, team, ticket"
        ),
    ),
    Case(
        "demo/ticket.yaml",
        "contact: ada",
        "contact: adda",
        "S210",
        3,
        12,
        "'contact' refers to demo contact 'adda', which does not exist",
        "did you mean 'ada'? demo records of contact: ada",
    ),
    Case(
        "demo/ticket.yaml",
        "severity: high",
        "severity: hgh",
        "S210",
        7,
        13,
        "'hgh' is not one of the choices of 'severity'",
        "did you mean 'high'? choices: low, normal, high, critical",
    ),
    Case(
        "demo/ticket.yaml",
        "  phone:",
        "  fone:",
        "S210",
        8,
        3,
        "demo record 'leak' refers to field 'fone', which does not exist",
        (
            "fields: number, account, contact, product, release, subject, details, severity, phone, "
            "state, team, assignee, …"
        ),
    ),
    Case(
        "records/ticket.yaml",
        "default: normal",
        "default: normle",
        "S210",
        17,
        54,
        "'normle' is not one of the choices",
        "did you mean 'normal'? choices: low, normal, high, critical",
    ),
    Case(
        "records/contact.yaml",
        "default: user",
        "default: usr",
        "S210",
        8,
        61,
        "'usr' is not one of the choices",
        "did you mean 'user'? choices: user, manager",
    ),
    Case(
        "records/article.yaml",
        "    rows: published <= now\n    see",
        "    hide: [headlin]\n    rows: published <= now\n    see",
        "S210",
        12,
        12,
        "'hide' of portal customer refers to field 'headlin', which does not exist",
        "did you mean 'headline'? fields: headline, body, products, author, published",
    ),
    Case(
        "records/contact.yaml",
        "preset: { account: me.account, role: user }",
        "preset: { account: me.account, role: usr }",
        "S210",
        21,
        46,
        "'usr' is not one of the choices",
        "did you mean 'user'? choices: user, manager",
    ),
    Case(
        "demo/employee.yaml",
        "skills: [pump]",
        "skills: [pmup]",
        "S210",
        6,
        12,
        "'skills' refers to demo product 'pmup', which does not exist",
        "did you mean 'pump'? demo records of product: pump",
    ),
    Case(
        "demo/employee.yaml",
        "name: Grace Hoffmann",
        "name: Grace Hoffmann\n  id: 7",
        "S210",
        3,
        3,
        "demo record 'grace' refers to field 'id', which does not exist",
        "fields: name, email, role, team, skills, started, portrait, iban, active",
    ),
    Case(
        "portal.yaml",
        "Europe/Berlin",
        "Europe/Berln",
        "S210",
        3,
        12,
        "there is no time zone 'Europe/Berln'",
        "did you mean 'Europe/Berlin'?",
    ),
    Case(
        "portals/customer.yaml",
        "inside: false",
        "inside: false\nlanguages: [de]",
        "S210",
        5,
        13,
        "'languages' of portal customer refers to language 'de', which does not exist",
        "languages of the site: en",
    ),
)
