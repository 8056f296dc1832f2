using Amazon.Lambda.Core;

namespace Census
{
    public class Outer
    {
        [Flags]
        public enum Groups { None = 0, Children = 1, Adults = 2, Seniors = 4 }

        public readonly record struct Person(string City, int Age, decimal? Income);

        public class Question
        {
            public List<Person> People { get; set; } = new List<Person>();
            public Groups Groups { get; set; }
        }

        public class Row
        {
            public string City { get; set; } = "";
            public int Count { get; set; }
            public decimal Median { get; set; }
            public double Share { get; set; }
        }

        public class Function
        {
            public List<Row> FunctionHandler(Question question, ILambdaContext context)
            {
                const int adult = 18;
                const int senior = 67;

                var chosen = question.Groups == Groups.None ? Groups.Children | Groups.Adults | Groups.Seniors : question.Groups;
                var rows =
                    from person in question.People
                    let @group = person.Age < adult ? Groups.Children : person.Age < senior ? Groups.Adults : Groups.Seniors
                    where chosen.HasFlag(@group)
                    group person by person.City into city
                    orderby city.Count() descending, city.Key
                    select city;

                var result = new List<Row>();
                var all = 0;
                foreach (var city in rows)
                {
                    var incomes = city.Where(p => p.Income.HasValue).Select(p => p.Income!.Value).OrderBy(i => i).ToArray();
                    var median = incomes switch
                    {
                        [] => 0m,
                        [var one] => one,
                        { Length: var n } when n % 2 == 1 => incomes[n / 2],
                        { Length: var n } => (incomes[n / 2 - 1] + incomes[n / 2]) / 2,
                    };
                    all += city.Count();
                    result.Add(new Row { City = city.Key, Count = city.Count(), Median = median });
                }
                foreach (var row in result)
                {
                    row.Share = Math.Round((double)row.Count / all, 3);
                }
                context.Logger.LogInformation("{All} people in {Function}", all, context.FunctionName);
                return result;
            }
        }
    }
}
