using DeliveryAsCode.Gates;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Gates;

public class PeopleTests
{
    [Theory]
    [InlineData("{login: ann}", "{login: ann}", 1)]
    [InlineData("{login: ann}", "{login: Ann}", 1)]
    [InlineData("{login: ann}", "{login: bob}", 2)]
    [InlineData("{login: ann, email: a@x.example}", "{login: bob, email: A@X.example}", 1)]
    [InlineData("{id: 17, login: ann}", "{id: 17, login: ann-new}", 1)]
    [InlineData("{login: ann}", "{email: ann@x.example}", 2)]
    [InlineData("{login: ann}", "{email: ann@x.example}, {login: ann, email: ann@x.example}", 1)]
    [InlineData("{login: ann, id: 17}", "{email: ann@x.example}, {id: 17, email: ann2@x.example}, {login: a2, email: ann@x.example}, {login: a2, email: ann2@x.example}", 1)]
    public void Entries_that_share_an_account_or_address_are_one_person(string first, string others, int people)
    {
        var known = Read($"  a: [{first}]\n  b: [{others}]");

        known.HoldersOf("a", null).Concat(known.HoldersOf("b", null)).Distinct().Count().ShouldBe(people);
    }

    [Fact]
    public void One_person_has_the_roles_of_all_their_entries()
    {
        var people = Read("  a: [{login: ann}]\n  b: [{login: ann, email: ann@x.example}]\n  c: [{email: ann@x.example}]\n  d: [{login: bob}]");

        people.RolesOf(people.ByEmail("ANN@x.example", "Ann"), "acme").ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("acme-bot", true)]
    [InlineData("acme", false)]
    [InlineData("globex-acme-bot", false)]
    public void Somebody_holds_a_role_for_the_deliveries_that_are_named(string delivery, bool holds)
    {
        var people = Read("  client: [{login: anna, email: anna@acme.example, for: \"acme-*\"}]");

        people.Holds(people.Named("anna"), "client", delivery).ShouldBe(holds);
        people.HoldersOf("client", delivery).IsEmpty.ShouldBe(!holds);
        people.HoldersOf("client", null).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@x.example")]
    public void A_cell_names_somebody_by_login_or_address(string cell) =>
        Read("  a: [{login: ann, email: ann@x.example}]").Named(cell).Name.ShouldBe("ann");

    [Fact]
    public void Whom_the_rules_do_not_know_is_somebody_without_a_role()
    {
        var people = Read("  a: [{login: ann, email: ann@x.example}]");

        people.RolesOf(people.ByEmail("eve@x.example", "ann"), "acme").ShouldBeEmpty();
        people.RolesOf(people.Named("eve"), "acme").ShouldBeEmpty();
        people.ByEmail("eve@x.example", "Eve").ShouldBe(people.ByEmail("EVE@x.example", "somebody else"));
    }

    [Theory]
    [InlineData("{id: 17, login: ann}", "Known")]
    [InlineData("{id: 17, login: ANN}", "Known")]
    [InlineData("{id: 17}", "Known")]
    [InlineData("{id: 17, login: ann-old}", "Renamed")]
    [InlineData("{id: 17, login: ann-old}, {id: 17, login: ann}", "Known")]
    [InlineData("{login: ann}", "Unlisted")]
    [InlineData("{id: 18, login: ann}", "Unlisted")]
    [InlineData("{email: ann@x.example}", "Unlisted")]
    [InlineData("{id: 017, login: ann}", "Unlisted")]
    public void An_account_is_known_by_its_id_and_by_nothing_else(string entries, string holder)
    {
        var people = Read($"  a: [{entries}]");

        var found = people.ByAccount("17", "ann");

        found.GetType().Name.ShouldBe(holder);
        if (found is AccountHolder.Known known)
            people.RolesOf(known, "acme").ShouldBe(["a"]);
        else
            found.Person.ShouldBe(new Person("id:17", "ann"));
    }

    [Fact]
    public void Whoever_takes_a_login_that_was_given_up_is_nobody()
    {
        var people = Read("  qa: [{id: 17, login: ann}]");

        people.ByAccount("99", "ann").ShouldBe(new AccountHolder.Unlisted(new Person("id:99", "ann")));
        people.ByAccount("17", "ann-new").ShouldBeOfType<AccountHolder.Renamed>().Why.ShouldBe("account 17 is \"ann\" in the rules and \"ann-new\" on the forge: correct the login in delivery.yml");
    }

    [Fact]
    public void An_account_has_the_roles_of_its_own_entries_only()
    {
        var people = Read("  a: [{id: 17, login: ann}]\n  b: [{login: ann}]\n  c: [{id: 17, login: ann-old}]\n  d: [{id: 17, for: \"globex-*\"}]\n  e: [{id: 17}]");
        var known = people.ByAccount("17", "ann").ShouldBeOfType<AccountHolder.Known>();

        people.RolesOf(known, "acme-bot").ShouldBe(["a", "e"]);
        people.RolesOf(known, "globex-bot").ShouldBe(["a", "d", "e"]);
        known.Person.ShouldBe(people.Named("ann"));
    }

    [Fact]
    public void Two_accounts_that_the_rules_join_are_one_person()
    {
        var people = Read("  a: [{id: 17, login: ann, email: ann@x.example}, {id: 18, login: ann2, email: ann@x.example}]");

        people.ByAccount("17", "ann").Person.ShouldBe(people.ByAccount("18", "ann2").Person);
        people.ByAccount("18", "ann3").ShouldBeOfType<AccountHolder.Renamed>().Person.ShouldBe(people.ByAccount("17", "ann").Person);
    }

    private static People Read(string roles) => new(ACase.Read($"version: 1\nroles:\n{roles}\n"));
}
