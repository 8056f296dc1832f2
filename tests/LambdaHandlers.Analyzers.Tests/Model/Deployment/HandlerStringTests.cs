using LambdaHandlers.Analyzers.Model.Deployment;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

public class HandlerStringTests
{
    [Theory]
    [InlineData("Asm::Ns.F::H", 3, "Asm", "Ns.F", "H")]
    [InlineData(" Asm :: Ns.F :: H ", 3, "Asm", "Ns.F", "H")]
    [InlineData("Asm, Version=1.0.0.0::Ns.F+N::H", 3, "Asm", "Ns.F+N", "H")]
    [InlineData("a,b::T::M", 3, "a", "T", "M")]
    [InlineData("A::B::C::D", 3, "A", "B", "C::D")]
    [InlineData("A::T::Int32 Add(Int32, Int32)", 3, "A", "T", "Int32 Add(Int32, Int32)")]
    [InlineData("::B::C", 3, "", "B", "C")]
    [InlineData("A::::C", 3, "A", "", "C")]
    [InlineData("Asm::Ns.F", 2, "Asm", null, null)]
    [InlineData("Asm:Ns.F:H", 1, "Asm", null, null)]
    [InlineData("Asm", 1, "Asm", null, null)]
    [InlineData(",::T::M", 3, "", "T", "M")]
    public void A_handler_string_is_taken_apart_as_the_runtime_does(string text, int parts, string assembly, string? type, string? method)
    {
        var handler = HandlerString.TryParse(text)!;
        Assert.Equal((text, parts, assembly, type, method), (handler.Text, handler.Parts, handler.SimpleAssemblyName, handler.Type, handler.Method));
        Assert.Equal(!text.Contains(':'), handler.IsExecutable);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_blank_string_is_none(string? text) => Assert.Null(HandlerString.TryParse(text));

    [Theory]
    [InlineData("shop::A::B", true)]
    [InlineData("Shop.dll::A::B", true)]
    [InlineData("Shop.dll", true)]
    [InlineData("Shop2::A::B", false)]
    public void The_assembly_is_meant_in_any_case(string text, bool expected) => Assert.Equal(expected, HandlerString.TryParse(text)!.Names("Shop"));

    [Theory]
    [InlineData("A::N.F_H_Generated::H", true)]
    [InlineData("A::N.F_G_Generated::H", false)]
    [InlineData("A::N.F::H", false)]
    public void The_wrapper_of_the_annotations_is_known(string text, bool expected) => Assert.Equal(expected, HandlerString.TryParse(text)!.IsGenerated);
}
