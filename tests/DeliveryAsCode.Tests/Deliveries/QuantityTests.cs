using System.Globalization;
using DeliveryAsCode.Deliveries;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Deliveries;

public class QuantityTests
{
    [Theory]
    [InlineData("95", "95", "")]
    [InlineData("99.5 %", "99.5", "%")]
    [InlineData("0.5%", "0.5", "%")]
    [InlineData("800ms", "800", "ms")]
    [InlineData("1,234.5", "1234.5", "")]
    [InlineData("1,234,567 orders/day", "1234567", "orders/day")]
    [InlineData("-3 °C", "-3", "°C")]
    [InlineData("+4.0 points", "4.0", "points")]
    [InlineData("$1,200", "1200", "$")]
    [InlineData("12 €", "12", "€")]
    [InlineData("12   g  CO2", "12", "g CO2")]
    public void A_number_may_have_thousands_decimals_and_a_unit(string text, string value, string unit) =>
        Quantity.Parse(text).ShouldBe(new Quantity(decimal.Parse(value, CultureInfo.InvariantCulture), unit));

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("1.234,5")]
    [InlineData("0,5")]
    [InlineData("0,500")]
    [InlineData("1,23")]
    [InlineData("1234,567")]
    [InlineData("1.2.3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("95 of 100")]
    [InlineData("95-99")]
    [InlineData("95%–99%")]
    [InlineData("~95")]
    [InlineData("95?")]
    [InlineData("$5 per day")]
    [InlineData("99999999999999999999999999999999")]
    public void What_has_two_readings_or_none_is_no_quantity(string text) => Quantity.Parse(text).ShouldBeNull();

    [Fact]
    public void Every_number_is_read_as_it_was_written() =>
        Prop.ForAll(
            Arb.From(from whole in Gen.Choose(0, 99_999_999) from decimals in Gen.Choose(0, 4) select whole / 10_000m * (decimals + 1)),
            number => Quantity.Parse(number.ToString("#,##0.0000", CultureInfo.InvariantCulture) + " ms") == new Quantity(number, "ms"))
            .QuickCheckThrowOnFailure();
}
