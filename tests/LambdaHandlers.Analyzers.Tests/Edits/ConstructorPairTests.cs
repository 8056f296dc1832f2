using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.Analyzers.Tests.Edits;

/// <summary>What the constructors of a handler's class become, whatever they were.</summary>
public class ConstructorPairTests
{
    static readonly Held S3 = new("_s3", SyntaxFactory.ParseExpression("new AmazonS3Client()"), "IAmazonS3");
    static readonly Held Sqs = new("_sqs", SyntaxFactory.ParseExpression("new AmazonSQSClient()"), "IAmazonSQS");
    static readonly Held Thumbnails = new("_thumbnails", SyntaxFactory.ParseExpression("new Thumbnails(_s3)"));

    [Fact]
    public void A_class_without_constructors_gets_both() => Becomes(
        """
        class Function
        {
            readonly IAmazonS3 _s3;
            readonly IAmazonSQS _sqs;
            public void Handle() { }
        }
        """,
        """
        class Function
        {
            readonly IAmazonS3 _s3;
            readonly IAmazonSQS _sqs;

            public Function() : this(new AmazonS3Client(), new AmazonSQSClient()) { }

            public Function(IAmazonS3 s3, IAmazonSQS sqs)
            {
                _s3 = s3;
                _sqs = sqs;
            }

            public void Handle() { }
        }
        """, S3, Sqs);

    [Fact]
    public void What_the_constructor_without_parameters_did_the_other_one_does() => Becomes(
        """
        class Function : Base
        {
            readonly IAmazonS3 _s3;

            /// <summary>Lambda calls this.</summary>
            public Function() : base("x")
            {
                // The table.
                _table = "orders";
            }

            public void Handle() { }
        }
        """,
        """
        class Function : Base
        {
            readonly IAmazonS3 _s3;

            /// <summary>Lambda calls this.</summary>
            public Function() : this(new AmazonS3Client()) { }

            /// <summary>Takes what a test replaces.</summary>
            public Function(IAmazonS3 s3) : base("x")
            {
                _s3 = s3;
                // The table.
                _table = "orders";
                _thumbnails = new Thumbnails(_s3);
            }

            public void Handle() { }
        }
        """, S3, Thumbnails);

    [Fact]
    public void A_class_that_takes_its_dependencies_takes_no_more() => Becomes(
        """
        class Function
        {
            public Function() : this(new AmazonS3Client()) { }
            public Function(IAmazonS3 s3) => _s3 = s3;
        }
        """,
        """
        class Function
        {
            public Function() : this(new AmazonS3Client()) { }
            public Function(IAmazonS3 s3)
            {
                _s3 = s3;
                _thumbnails = new Thumbnails(_s3);
            }
        }
        """, Thumbnails);

    [Fact]
    public void Constructors_that_do_not_chain_both_create_it() => Becomes(
        """
        class Function
        {
            public Function()
            {
                _s3 = new AmazonS3Client();
            }

            public Function(IAmazonS3 s3) { _s3 = s3; }
        }
        """,
        """
        class Function
        {
            public Function()
            {
                _s3 = new AmazonS3Client();
                _thumbnails = new Thumbnails(_s3);
            }

            public Function(IAmazonS3 s3)
            {
                _s3 = s3;
                _thumbnails = new Thumbnails(_s3);
            }
        }
        """, Thumbnails);

    [Fact]
    public void Without_constructors_or_with_a_primary_one_the_field_creates_it() => Becomes(
        """
        class Function(IAmazonS3 s3)
        {
            readonly Thumbnails _thumbnails;
            public Function() : this(new AmazonS3Client()) { }
        }
        """,
        """
        class Function(IAmazonS3 s3)
        {
            readonly Thumbnails _thumbnails = new(s3);
            public Function() : this(new AmazonS3Client()) { }
        }
        """, Thumbnails with { Creation = SyntaxFactory.ParseExpression("new(s3)") });

    [Theory]
    [InlineData("_s3", "s3")]
    [InlineData("S3Client", "s3Client")]
    [InlineData("s_dynamoDB", "dynamoDB")]
    [InlineData("_event", "@event")]
    public void A_parameter_is_called_like_its_member(string member, string parameter) => Assert.Equal(parameter, ConstructorPair.ParameterFor(member));

    [Theory]
    [InlineData("class Function { public Function(int a) { } public Function(string b) { } }")]
    [InlineData("partial class Function { } partial class Function { public Function() { } }")]
    [InlineData("static class Function { }")]
    [InlineData("struct Function { }")]
    [InlineData("class Function();")]
    public void Where_nobody_can_tell_there_is_no_pair(string source) => Assert.Null(Of(source, out _));

    static ConstructorPair? Of(string source, out TypeDeclarationSyntax type)
    {
        var tree = CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);
        type = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>().First();
        return ConstructorPair.Of(type, CSharpCompilation.Create("Shop", [tree], References.All).GetSemanticModel(tree), TestContext.Current.CancellationToken);
    }

    static void Becomes(string before, string after, params Held[] held)
    {
        var pair = Of(before, out var type);
        Assert.NotNull(pair);
        using var workspace = new AdhocWorkspace();
        var changed = Formatter.Format(type.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).ReplaceNode(type, pair.With(type, held)), Formatter.Annotation, workspace, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(after, changed.ToFullString());
    }
}
